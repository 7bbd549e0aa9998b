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

    public override bool IsDistance => false;

    public override bool IsSymmetric => false;

    public override Fitted Fit(Representation representation)
    {
        SampleGroups own = groups ?? SampleGroups.EachAlone(representation.Samples);
        if (own.Samples != representation.Samples)
            throw new InputException($"{Name} was told the groups of {own.Samples} samples, and {representation.Name} has {representation.Samples}");
        return new FittedFolds(Name, representation.Latents.alias(), own.Folds(folds, seed));
    }

    public override string? Caveat(int samples, int width, int otherWidth) => null;

    private protected override double Between(Fitted one, Fitted other) => ((FittedFolds)one).Predict(((FittedFolds)other).Latents);

    /// <summary>For each fold, what predicts its samples from the others.</summary>
    private sealed class FittedFolds : Fitted
    {
        private readonly (long[] Held, long[] Others)[] _folds;
        private readonly Lazy<Tensor[]> _hats; // per fold [held, others]

        public FittedFolds(string measure, Tensor latents, int[] folds)
            : base(measure, (int)latents.size(0), (int)latents.size(1))
        {
            Latents = latents.DetachFromDisposeScope();
            _folds = [.. Enumerable.Range(0, folds.Max() + 1).Select(fold => (Rows(folds, own => own == fold), Rows(folds, own => own != fold)))];
            Assigned = folds;
            _hats = new Lazy<Tensor[]>(() => [.. _folds.Select(fold => Hat(fold.Held, fold.Others))]);
        }

        public Tensor Latents { get; }

        private int[] Assigned { get; }

        public double Predict(Tensor goal)
        {
            double errors = 0, total = 0;
            for (int fold = 0; fold < _folds.Length; fold++)
            {
                using var scope = NewDisposeScope();
                Tensor rest = goal.index_select(0, Device.Of(goal).Indices(_folds[fold].Others)), mean = rest.mean([0]);
                Tensor wanted = goal.index_select(0, Device.Of(goal).Indices(_folds[fold].Held)) - mean; // [held, d′]
                Tensor missed = wanted - _hats.Value[fold].mm(rest - mean);
                errors += (missed * missed).sum().item<double>();
                total += (wanted * wanted).sum().item<double>();
            }
            return 1 - errors / total;
        }

        // The groups of a permutation null are other ones: the folds stay where they are.
        public override Fitted Reordered(int[] order)
        {
            using Tensor rows = Device.Of(Latents).Indices(order);
            return new FittedFolds(Measure, Latents.index_select(0, rows), Assigned);
        }

        public override void Dispose()
        {
            Latents.Dispose();
            if (_hats.IsValueCreated)
                foreach (Tensor hat in _hats.Value)
                    hat.Dispose();
        }

        // Xₕ X⁺ with both centred by the mean of those fitted on; X⁺ by singular values, so that surplus units do no harm.
        private Tensor Hat(long[] held, long[] rest)
        {
            using var scope = NewDisposeScope();
            Tensor fitted = Latents.index_select(0, Device.Of(Latents).Indices(rest)), mean = fitted.mean([0]);
            (Tensor left, Tensor singular, Tensor right) = linalg.svd(fitted - mean, fullMatrices: false);
            double[] values = singular.ToArray<double>();
            int rank = values.Count(value => value > SingularBasis.Smallest * values[0]);
            Tensor others = Latents.index_select(0, Device.Of(Latents).Indices(held)) - mean;
            Tensor scores = others.mm(right.narrow(0, 0, rank).t()); // [held, rank]
            return (scores / singular.narrow(0, 0, rank)).mm(left.narrow(1, 0, rank).t()).DetachFromDisposeScope();
        }

        private static long[] Rows(int[] folds, Func<int, bool> chosen) => [.. Enumerable.Range(0, folds.Length).Where(row => chosen(folds[row])).Select(row => (long)row)];
    }
}
