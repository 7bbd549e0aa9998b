namespace Mas.Similarity;

/// <summary>A correlational measure of how alike two representations of the same samples are, whether or not a network uses it.</summary>
/// <remarks>Immutable. <see cref="Fit(Representation)"/> does what one matrix needs, once; <see cref="Score"/> what a pair needs.</remarks>
internal abstract class SimilarityMeasure
{
    /// <summary>Its word in files and tables, such as <c>cka-linear</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether 0 means alike and more means less; otherwise 1 means alike.</summary>
    public virtual bool IsDistance => false;

    /// <summary>Whether both orders of a pair give one value.</summary>
    public virtual bool IsSymmetric => true;

    /// <summary>What the measure needs of one representation.</summary>
    /// <exception cref="InputException">The measure has no value for it.</exception>
    public abstract Fitted Fit(Representation representation);

    /// <summary>The value of a pair; where the measure has a direction, from <paramref name="one"/> to <paramref name="other"/>.</summary>
    /// <exception cref="InputException">They have unequal numbers of samples.</exception>
    public double Score(Fitted one, Fitted other)
    {
        NativeTorch.Load();
        Require(one);
        Require(other);
        if (one.Samples != other.Samples)
            throw new InputException($"{one.Samples} and {other.Samples} samples cannot be compared; "
                + "both networks must be recorded at the same positions of the same sequences");
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Between(one, other);
    }

    /// <summary>As <see cref="Fit(Representation)"/>, of [samples, width] latents.</summary>
    public Fitted Fit(Tensor latents)
    {
        using var representation = new Representation(latents);
        return Fit(representation);
    }

    /// <summary>The value of one pair, with what must be said beside it.</summary>
    public SimilarityResult Compare(Representation one, Representation other)
    {
        using Fitted first = Fit(one), second = Fit(other);
        return Result(first, second, one, other);
    }

    /// <summary>The same of what is fitted already.</summary>
    public SimilarityResult Result(Fitted first, Fitted second, Representation one, Representation other)
    {
        string?[] caveats = [Caveat(one.Samples, one.Width, other.Width), Constant(one), Constant(other)];
        return new(Name, Score(first, second), one.Samples, one.Width, other.Width, [.. caveats.OfType<string>()]);
    }

    /// <summary>Why the number says little for this many samples and units, in one sentence; null where it does not.</summary>
    public virtual string? Caveat(int samples, int width, int otherWidth) => null;

    private protected abstract double Between(Fitted one, Fitted other);

    private void Require(Fitted fitted)
    {
        if (fitted.Measure != Name)
            throw new ArgumentException($"what {fitted.Measure} has fitted cannot be scored by {Name}.", nameof(fitted));
    }

    private static string? Constant(Representation representation) => representation.ConstantUnits.Count == 0 ? null
        : $"{representation.ConstantUnits.Count} of {representation.Width} units of {representation.Name} never change "
            + $"(the first is unit {representation.ConstantUnits[0]}, counted from 0) and say nothing.";
}

/// <summary>The similarity of one pair.</summary>
/// <param name="Measure">Its name, with its variant.</param>
/// <param name="Samples">n</param>
/// <param name="Width">d of the first.</param>
/// <param name="OtherWidth">d of the second.</param>
/// <param name="Caveats">Sentences that belong beside the number.</param>
internal sealed record SimilarityResult(
    string Measure, double Value, int Samples, int Width, int OtherWidth, IReadOnlyList<string> Caveats);
