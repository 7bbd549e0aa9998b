namespace Mas.Results.Records;

/// <summary>What of an alignment's settings a verdict and its advice depend on, in the words of the experiment file.</summary>
internal sealed record AlignmentSettings
{
    public required string Family { get; init; }

    public required string Normalise { get; init; }

    public required string Start { get; init; }

    public required string Scheme { get; init; }

    /// <summary>Which predictions are scored; older records lack it, and scored all.</summary>
    public string Score { get; init => field = value ?? "all"; } = "all";

    /// <summary>How many words the next prediction should be one of, where it alone is scored; null elsewhere, and in older
    /// records.</summary>
    public int? NextWords { get; init; }

    /// <summary>Whether of every intervention the prediction at the position itself is all that is scored, as of a classifier; older
    /// records lack it.</summary>
    public bool OneAnswer { get; init; }

    /// <summary>Most training steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Whether networks that activity is exchanged between differ in the mean energy of their latents by more than a factor of
    /// 2, and nothing takes that away.</summary>
    public required bool EnergiesDiffer { get; init; }

    /// <summary>Whether no two networks see the same sequences.</summary>
    public bool SharesNoSequences { get; init; }

    /// <summary>Controls and analyses that were asked for.</summary>
    public required IReadOnlyList<string> Asked { get; init; }

    /// <summary>Analyses that cannot be done with the experiment; older records lack it.</summary>
    public IReadOnlyList<string> RuledOut { get; init => field = value ?? []; } = [];

    internal bool IsOrthogonal => Family == "orthogonal";

    internal bool ScoresNextAlone => Score == "first";

    internal bool IsStepwise => Scheme == "stepwise";
}
