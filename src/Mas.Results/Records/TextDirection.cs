namespace Mas.Results.Records;

/// <summary>How one control fared in one direction of text, on the same pairs as the alignment.</summary>
/// <param name="Name">A word of <see cref="Metrics"/>.</param>
/// <param name="FirstTokenIia">Mean over pairs; of <c>full-exchange</c> within the target.</param>
/// <param name="Interval">95 %, over texts; null where these are too few to tell.</param>
/// <param name="Difference">First-token IIA of the alignment minus that of the control, paired.</param>
/// <param name="DifferenceInterval">95 % of the difference.</param>
/// <param name="Reaches">Of a null: whether the difference is not above 0, one-sided at 5 % corrected for the number of nulls and
/// directions; true as well where texts are too few to tell. Null of others.</param>
internal sealed record TextControl(
    string Name, double FirstTokenIia, Interval? Interval, double Difference, Interval? DifferenceInterval, bool? Reaches);

/// <summary>The corrected first-token IIA of the chosen alignment, (IIA − no-swap)/(1 − no-swap), with one-sided 5 % bounds over
/// texts.</summary>
/// <param name="SharedLow">Lower bound at an error rate that all directions between networks share.</param>
/// <param name="SharedHigh">Upper bound at that error rate.</param>
internal sealed record CorrectedText(double Value, double Low, double High, double SharedLow, double SharedHigh);

/// <summary>The tested result of one direction between language models, or within one: the target should go on as the source
/// would.</summary>
internal sealed record TextDirection
{
    public required string Source { get; init; }
    public required string Target { get; init; }

    /// <summary>Label of the source network's group; null where it has none.</summary>
    public string? SourceGroup { get; init; }
    public string? TargetGroup { get; init; }

    /// <summary>Site of the source.</summary>
    public required string Site { get; init; }

    /// <summary>Site of the target, where it is another one.</summary>
    public string? TargetSite { get; init; }

    /// <summary>What the sites of all networks of its case are called together, where they are not one.</summary>
    public string? Sites { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }

    /// <summary>Whether it carried a loss.</summary>
    public required bool Trained { get; init; }

    /// <summary>Alignment seed that was chosen on validation; everything below is of its alignment.</summary>
    public required int Seed { get; init; }
    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>First-token IIA of the alignment of each of <see cref="Seeds"/>.</summary>
    public required IReadOnlyList<double> BySeed { get; init; }

    /// <summary>The main figure: mean over test pairs of the share of positions at which the target predicts what the source did.</summary>
    public required double FirstTokenIia { get; init; }

    /// <summary>95 %, over texts; null where these are too few to tell.</summary>
    public Interval? Interval { get; init; }

    /// <summary>Null where texts are too few for bounds, where no floor was measured, and where the floor is 1.</summary>
    public CorrectedText? Corrected { get; init; }

    /// <summary>The paper's figure, later predictions too: share of all labels; null in runs that did not measure it.</summary>
    public double? TokenIia { get; init; }

    /// <summary>The same of the unchanged target: its floor, which the source's tokens after the exchange make high.</summary>
    public double? TokenNoSwap { get; init; }

    /// <summary>Share of positions at which the two networks predict the same on the same context; 1 within a network.</summary>
    public double? Agreement { get; init; }

    public required IReadOnlyList<TextControl> Controls { get; init; }

    /// <summary>Test pairs, the different source and target texts in them, and predictions that are scored in all.</summary>
    public required int Pairs { get; init; }
    public required int SourceTexts { get; init; }
    public required int TargetTexts { get; init; }
    public required long Predictions { get; init; }

    /// <summary>Where, for all directions of one case alike.</summary>
    internal string Place => Sites ?? Site;

    internal bool IsWithin => Source == Target;

    /// <summary>Whether both networks have a group, and the same one; null where one has none.</summary>
    internal bool? IsOfOneGroup => SourceGroup is null || TargetGroup is null ? null : SourceGroup == TargetGroup;

    internal TextControl? Control(string name) => Controls.FirstOrDefault(control => control.Name == name);

    /// <summary>Null controls that reach it.</summary>
    internal IEnumerable<string> ReachedBy() =>
        Controls.Where(control => ControlKind.IsNull(control.Name) && control.Reaches == true).Select(control => control.Name);
}
