namespace Mas.Results.Plans;

/// <summary>What a plan measures of every recording.</summary>
/// <param name="Word">As tables and JSON have it.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Low">The least that it can be.</param>
/// <param name="IsDrawn">Whether it has a panel and an answer.</param>
internal sealed record PlanMeasure(string Word, string Name, double Low, bool IsDrawn)
{
    public const string CorrectedWord = "trial_iia_corrected";

    /// <summary>Measures of correlation, by their names.</summary>
    public static IReadOnlyList<string> Similarities { get; } = ["cka-linear", "cka-linear-debiased", "rsa-euclidean-spearman"];

    /// <summary>In the order of tables and figures.</summary>
    public static IReadOnlyList<PlanMeasure> All { get; } =
    [
        new(Metrics.TrialIia, "Trial IIA", 0, true),
        new(CorrectedWord, "Trial IIA, corrected for chance", double.NegativeInfinity, false),
        new(Similarities[0], "Linear CKA", 0, true),
        new(Similarities[1], "Linear CKA, debiased", -1, true),
        new(Similarities[2], "RSA", -1, true),
    ];

    /// <summary>Those with a panel and an answer.</summary>
    public static IReadOnlyList<PlanMeasure> Drawn { get; } = [.. All.Where(measure => measure.IsDrawn)];
}
