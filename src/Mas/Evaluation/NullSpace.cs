using Mas.Interchange;

namespace Mas.Evaluation;

/// <summary>Directions of a network's latents that its behaviour does not depend on (<c>method.md</c> section 10): the eigenvectors of
/// <see cref="OutputSensitivity"/> whose eigenvalues, the smallest first, add up to no more than a share of the trace. That is a statement
/// about small changes, so it is tried out on held-out sequences: the null part of latents is exchanged for that of others, and predictions
/// must stay; the share is halved until they do.</summary>
internal sealed class NullSpace : IDisposable
{
    /// <summary>Share of the trace that is called null at first.</summary>
    public const double FirstShare = 1e-4;

    /// <summary>Share of scored tokens whose prediction must stay.</summary>
    public const double LeastAgreement = 0.999;

    private const int Samples = 256;

    private NullSpace(Tensor basis, IReadOnlyList<double> eigenvalues, double share, double agreement) =>
        (Basis, Eigenvalues, Share, Agreement) = (basis, eigenvalues, share, agreement);

    /// <summary>[width, dimensions] float64, orthonormal columns.</summary>
    public Tensor Basis { get; }

    /// <summary>Number of null directions.</summary>
    public int Dimensions => (int)Basis.size(1);

    /// <summary>[width] of the sensitivity, rising.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>Share of the trace below which the eigenvalues add up.</summary>
    public double Share { get; }

    /// <summary>Share of scored tokens, on held-out sequences, whose prediction stayed when the null part was exchanged.</summary>
    public double Agreement { get; }

    /// <param name="found">Activity that it is found on.</param>
    /// <param name="heldOut">Activity that it is tried out on.</param>
    public static NullSpace Of(RecordedPool found, RecordedPool heldOut, ulong seed)
    {
        using var scope = NewDisposeScope();
        var samples = NaturalTargets.Draw(found, Samples, SeededRandom.Derive(seed, "null space"));
        (Tensor values, Tensor vectors) = linalg.eigh(
            OutputSensitivity.Of(found.Activity, samples, SeededRandom.Derive(seed, "null space signs")));
        double[] eigenvalues = [.. values.ToArray<double>().Select(value => Math.Max(0, value))]; // rounding may leave −1e-20
        using var tried = new NullExchangeTrial(heldOut, seed, "null space held out", "null space donors");
        double share = FirstShare;
        for (int dimensions = Dimension(eigenvalues, share); ; dimensions = Fewer(eigenvalues, dimensions, ref share))
        {
            Tensor basis = vectors.narrow(1, 0, dimensions);
            double agreement = dimensions == 0 ? 1 : tried.Agreement(basis);
            if (agreement >= LeastAgreement)
                return new NullSpace(basis.clone().DetachFromDisposeScope(), eigenvalues, share, agreement);
        }
    }

    // Halves the share until a dimension goes; eigenvalues of 0 belong to any share, and go all at once where nothing else is left.
    private static int Fewer(double[] eigenvalues, int dimensions, ref double share)
    {
        do
            share /= 2;
        while (share > 0 && Dimension(eigenvalues, share) == dimensions);
        return share > 0 ? Dimension(eigenvalues, share) : 0;
    }

    /// <summary>Share of scored tokens whose prediction stays when the null part is exchanged, on further activity.</summary>
    /// <param name="pool">Activity that nothing was chosen by.</param>
    public double AgreementOn(RecordedPool pool, ulong seed)
    {
        if (Dimensions == 0)
            return 1;
        using var tried = new NullExchangeTrial(pool, seed, "null space tested", "null space tested donors");
        return tried.Agreement(Basis);
    }

    /// <summary>The null part of latents, hΠ with Π the projector on the null space.</summary>
    /// <param name="latents">[rows, width]</param>
    public Tensor Part(Tensor latents)
    {
        using var scope = NewDisposeScope();
        Tensor basis = Basis.to_type(latents.dtype);
        return latents.mm(basis).mm(basis.t()).MoveToOuterDisposeScope();
    }

    /// <summary>All but the null part of latents, h(I − Π).</summary>
    /// <param name="latents">[rows, width]</param>
    public Tensor Rest(Tensor latents)
    {
        using Tensor part = Part(latents);
        return latents - part;
    }

    private static int Dimension(double[] rising, double share)
    {
        double limit = share * rising.Sum(), sum = 0;
        int count = 0;
        while (count < rising.Length && (sum += rising[count]) <= limit)
            count++;
        return count;
    }

    public void Dispose() => Basis.Dispose();
}
