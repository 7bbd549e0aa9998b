namespace Mas.Similarity;

/// <summary>R² of the least-squares prediction of the second representation from the first, with intercept, on samples that it was not
/// fitted on: 1 − Σ squared errors / Σ squared distances from the mean of the samples it was fitted on, over all folds and units. Has a
/// direction. Negative where the prediction is worse than that mean. Whole groups of samples are held out.</summary>
/// <param name="groups">Which samples belong to one sequence; null where each stands for itself.</param>
/// <param name="folds">At least 2.</param>
/// <param name="seed">Deals the groups to folds.</param>
internal sealed class CrossValidatedRegression(SampleGroups? groups = null, int folds = 5, ulong seed = 1) : SimilarityMeasure
{
    public override string Name => "regression-r2-cross-validated";

    public override bool IsSymmetric => false;

    public override Fitted Fit(Representation representation)
    {
        SampleGroups own = groups ?? SampleGroups.EachAlone(representation.Samples);
        if (own.Samples != representation.Samples)
            throw new InputException(
                $"{Name} was told the groups of {own.Samples} samples, and {representation.Name} has {representation.Samples}");
        return new FittedFolds(Name, representation.Latents.alias(), own.Folds(folds, seed));
    }

    private protected override double Between(Fitted one, Fitted other) => ((FittedFolds)one).Predict(((FittedFolds)other).Latents);

    /// <summary>For each fold, what predicts its samples from the others.</summary>
    private sealed class FittedFolds : Fitted
    {
        private readonly int[] _assigned; // [n] the fold that holds each sample out
        private readonly (int[] Held, int[] Others)[] _folds;
        private readonly Lazy<Tensor[]> _hats; // per fold [held, others]

        public FittedFolds(string measure, Tensor latents, int[] assigned)
            : base(measure, (int)latents.size(0), (int)latents.size(1))
        {
            (Latents, _assigned) = (latents.DetachFromDisposeScope(), assigned);
            ILookup<int, int> folds = Enumerable.Range(0, assigned.Length).ToLookup(row => assigned[row]);
            _folds = [.. Enumerable.Range(0, assigned.Max() + 1)
                .Select(fold => (folds[fold].ToArray(), Enumerable.Range(0, Samples).Except(folds[fold]).ToArray()))];
            _hats = new Lazy<Tensor[]>(() => [.. _folds.Select(fold => Hat(fold.Held, fold.Others))]);
        }

        public Tensor Latents { get; }

        public double Predict(Tensor goal)
        {
            double errors = 0, total = 0;
            for (int fold = 0; fold < _folds.Length; fold++)
            {
                using var scope = NewDisposeScope();
                Tensor rest = Rows(goal, _folds[fold].Others), mean = rest.mean([0]);
                Tensor wanted = Rows(goal, _folds[fold].Held) - mean; // [held, d′]
                Tensor missed = wanted - _hats.Value[fold].mm(rest - mean);
                errors += (missed * missed).sum().item<double>();
                total += (wanted * wanted).sum().item<double>();
            }
            return 1 - errors / total;
        }

        // The groups of a permutation null are other ones: the folds stay where they are.
        public override Fitted Reordered(int[] order) => new FittedFolds(Measure, Rows(Latents, order), _assigned);

        public override void Dispose()
        {
            Latents.Dispose();
            foreach (Tensor hat in _hats.IsValueCreated ? _hats.Value : [])
                hat.Dispose();
        }

        // Xₕ X⁺ with both centred by the mean of those fitted on; X⁺ by singular values, so that surplus units do no harm.
        private Tensor Hat(int[] held, int[] rest)
        {
            using var scope = NewDisposeScope();
            Tensor fitted = Rows(Latents, rest), mean = fitted.mean([0]);
            (Tensor left, Tensor singular, Tensor right) = linalg.svd(fitted - mean, fullMatrices: false);
            double[] values = singular.ToArray<double>();
            int rank = values.Count(value => value > SingularBasis.Smallest * values[0]);
            Tensor scores = (Rows(Latents, held) - mean).mm(right.narrow(0, 0, rank).t()); // [held, rank]
            return (scores / singular.narrow(0, 0, rank)).mm(left.narrow(1, 0, rank).t()).DetachFromDisposeScope();
        }
    }
}
