namespace Mas.Similarity;

/// <summary>R² of the least-squares prediction of the second representation from the first, with intercept, on samples that it was not
/// fitted on: 1 − Σ squared errors / Σ squared distances from the mean of the samples it was fitted on, over all folds and units. Has a
/// direction. Negative where the prediction is worse than that mean. Whole groups of samples are held out, and no latent that is held out
/// is fitted on elsewhere. Where too few are left to fit on, whole latents are held out instead.</summary>
/// <param name="groups">Which samples belong to one sequence; null where each stands for itself.</param>
/// <param name="folds">At least 2.</param>
/// <param name="seed">Deals the groups to folds.</param>
internal sealed class CrossValidatedRegression(SampleGroups? groups = null, int folds = 5, ulong seed = 1) : SimilarityMeasure
{
    public override string Name => "regression-r2-cross-validated";

    public override bool IsSymmetric => false;

    public override Fitted Fit(Representation representation)
    {
        if (groups is not null && groups.Samples != representation.Samples)
            throw new InputException(
                $"{Name} was told the groups of {groups.Samples} samples, and {representation.Name} has {representation.Samples}");
        if (representation.Distinct.Count < folds)
            throw new InputException($"{Name} holds latents out in {folds} folds, and {representation.Name} has "
                + $"{representation.Distinct.Count} distinct ones; take more");
        return new FittedFolds(Name, representation.Latents.alias(), Folds(representation));
    }

    public override string? Against(Representation one, Representation other) => Fills(one);

    private Fold[] Folds(Representation representation)
    {
        int[] latents = representation.Distinct.Ids;
        Fold[] sequences = groups is null ? [] : Dealt(groups);
        return sequences.Length > 0 && sequences.All(fold => CanBeFitted(fold, latents, representation.Width)) ? sequences
            : Dealt(new SampleGroups(latents));

        Fold[] Dealt(SampleGroups dealt) => Fold.Of(dealt.Folds(folds, seed), latents);
    }

    // What is left to fit on is not fitted perfectly whatever it is.
    private static bool CanBeFitted(Fold fold, int[] latents, int width) =>
        fold.Others.Select(row => latents[row]).Distinct().Count() > width + 1;

    private protected override double Between(Fitted one, Fitted other) => ((FittedFolds)one).Predict(((FittedFolds)other).Latents);

    /// <summary>Samples that are held out, and those whose latents are not among theirs, ascending.</summary>
    private sealed record Fold(int[] Held, int[] Others)
    {
        /// <param name="assigned">[samples] the fold of each.</param>
        /// <param name="latents">[samples] the number of its latent.</param>
        public static Fold[] Of(int[] assigned, int[] latents)
        {
            ILookup<int, int> held = Enumerable.Range(0, assigned.Length).ToLookup(row => assigned[row]);
            return [.. held.OrderBy(fold => fold.Key).Select(fold =>
            {
                HashSet<int> known = [.. fold.Select(row => latents[row])];
                return new Fold([.. fold], [.. Enumerable.Range(0, assigned.Length).Where(row => !known.Contains(latents[row]))]);
            })];
        }
    }

    /// <summary>For each fold, what predicts its samples from the others.</summary>
    private sealed class FittedFolds : Fitted
    {
        private readonly Fold[] _folds;
        private readonly Lazy<Tensor[]> _hats; // per fold [held, others]

        public FittedFolds(string measure, Tensor latents, Fold[] folds)
            : base(measure, (int)latents.size(0), (int)latents.size(1))
        {
            (Latents, _folds) = (latents.DetachFromDisposeScope(), folds);
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
        public override Fitted Reordered(int[] order) => new FittedFolds(Measure, Rows(Latents, order), _folds);

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
