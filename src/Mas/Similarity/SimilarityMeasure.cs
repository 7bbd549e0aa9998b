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

    /// <summary>The most that all measures together keep of <see cref="NumbersPerPair"/>: they share what is alike.</summary>
    internal const double MostNumbersPerPair = 12;

    /// <summary>Numbers (float64) that it keeps for every pair of samples of a representation.</summary>
    internal virtual double NumbersPerPair => 0;

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
    /// <exception cref="InputException">The measure has no value for one of them.</exception>
    public SimilarityResult Compare(Representation one, Representation other)
    {
        using Fitted first = Fit(one), second = Fit(other);
        return Result(first, second, one, other);
    }

    /// <summary>The same of what is fitted already.</summary>
    public SimilarityResult Result(Fitted first, Fitted second, Representation one, Representation other)
    {
        int distinct = Math.Min(one.Distinct.Count, other.Distinct.Count);
        string? reason = Against(one, other);
        string?[] caveats = reason is not null ? []
            : [Caveat(distinct, one.Width, other.Width), Repeated(one), Repeated(other), Constant(one), Constant(other)];
        return new(Name, reason is null ? Score(first, second) : null, one.Samples, distinct, one.Width, other.Width,
            [.. caveats.OfType<string>()])
        {
            Reason = reason,
        };
    }

    /// <summary>Why no number can mean anything for this pair, in one sentence; null where one can.</summary>
    public virtual string? Against(Representation one, Representation other) => null;

    /// <summary>Why the number says little for this many samples and units, in one sentence; null where it does not.</summary>
    /// <param name="distinct">Distinct latents: of the representation that has fewer.</param>
    public virtual string? Caveat(int distinct, int width, int otherWidth) => null;

    /// <summary>Why a measure that does not change with any invertible linear map of a representation has no number: its distinct latents
    /// are so few that such a map takes them to any others.</summary>
    private protected string? Fills(Representation representation)
    {
        int units = representation.Width - representation.ConstantUnits.Count, distinct = representation.Distinct.Count;
        return distinct > units + 1 ? null : Filled(representation, $"{units} unit{(units == 1 ? " that changes" : "s that change")}");
    }

    private protected string Filled(Representation representation, string dimensions) =>
        $"{Name} has no value: {representation.Name} has {representation.Distinct.Count} distinct latents and {dimensions}, and a linear "
            + "map takes so few to any others, random ones too. Take more distinct latents, or cka-linear-debiased.";

    private protected abstract double Between(Fitted one, Fitted other);

    private void Require(Fitted fitted)
    {
        if (fitted.Measure != Name)
            throw new ArgumentException($"what {fitted.Measure} has fitted cannot be scored by {Name}.", nameof(fitted));
    }

    private static string? Repeated(Representation representation) => 2 * representation.Distinct.Count >= representation.Samples ? null
        : $"The {representation.Samples} samples of {representation.Name} are {representation.Distinct.Count} distinct latents, over and "
            + "over: it is these that the numbers rest on.";

    private static string? Constant(Representation representation) => representation.ConstantUnits.Count == 0 ? null
        : $"{representation.ConstantUnits.Count} of {representation.Width} units of {representation.Name} never change "
            + $"(the first is unit {representation.ConstantUnits[0]}, counted from 0) and say nothing.";
}

/// <summary>The similarity of one pair.</summary>
/// <param name="Measure">Its name, with its variant.</param>
/// <param name="Value">Null where no number would mean anything, or none exists.</param>
/// <param name="Samples">n</param>
/// <param name="Distinct">Distinct latents among them, of the one that has fewer.</param>
/// <param name="Width">d of the first.</param>
/// <param name="OtherWidth">d of the second.</param>
/// <param name="Caveats">Sentences that belong beside the number.</param>
internal sealed record SimilarityResult(
    string Measure, double? Value, int Samples, int Distinct, int Width, int OtherWidth, IReadOnlyList<string> Caveats)
{
    /// <summary>Why there is no value; null where there is one.</summary>
    public string? Reason { get; init; }
}
