using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.Algorithms;

/// <summary>One training of a search, with its test.</summary>
/// <param name="Seed">Alignment seed.</param>
/// <param name="Step">Of the kept checkpoint.</param>
/// <param name="Steps">That were trained.</param>
/// <param name="Validation">Trial IIA of the kept checkpoint.</param>
/// <param name="Floor">The unchanged network's on the validation set.</param>
internal sealed record VariableTry(
    AlignmentStart Start, AlignmentFamily Family, int Seed, int Step, int Steps, double Validation, double Floor)
{
    /// <summary>Validation interventions.</summary>
    public required int Samples { get; init; }

    /// <summary>[test interventions]</summary>
    public required bool[] Right { get; init; }

    /// <summary>[test interventions] the same of the control output-only; null where its latent has no mean.</summary>
    public required bool?[] OutputOnly { get; init; }

    /// <summary>On the test set.</summary>
    public double TrialIia => Right.Count(right => right) / (double)Right.Length;

    /// <summary>Unique in a search; can be part of a file's name.</summary>
    public string Name => NameOf(Start, Family);

    /// <summary>Word of <c>metrics.csv</c>.</summary>
    public string Metric => Family == AlignmentFamily.Linear ? Metrics.AlgorithmLinear
        : Start == AlignmentStart.Random ? Metrics.AlgorithmRandom : Metrics.AlgorithmAligned;

    public static string NameOf(AlignmentStart start, AlignmentFamily family) => $"{start.Word()}-{family.Word()}";

    public static VariableTry Of(AlignmentStart start, AlignmentFamily family, CaseResult result)
    {
        SeedResult seed = result.Seeds[0];
        return new VariableTry(
            start, family, seed.Evaluation.Seed, seed.Evaluation.Step, seed.Progress.Step, seed.Progress.Best!.Iia, result.Data.Floors[0])
        {
            Samples = result.Data.Validation.Interventions[0].Count,
            Right = seed.Evaluation.Outcomes[0].TrialsRight,
            OutputOnly = All(seed.Evaluation.Controls[Metrics.OutputOnly][0], seed.Evaluation.Outcomes[0].TrialsRight.Length),
        };
    }

    // In its place among all interventions.
    private static bool?[] All(RouteOutcome? control, int count)
    {
        var all = new bool?[count];
        for (int i = 0; i < control?.TrialsRight.Length; i++)
            all[control.Kept is { } kept ? kept[i] : i] = control.TrialsRight[i];
        return all;
    }

    /// <summary>Corrected for chance, on the validation set.</summary>
    public double CorrectedValidation => AboveFloor(Validation);

    /// <summary>Whether another start should be tried, by validation alone: the test set is not looked at for it.</summary>
    public bool FallsShort(double same) =>
        AboveFloor(JeffreysInterval.Of(Math.Round(Validation * Samples), Samples, 2 * ErrorRate.Single).Low) < same;

    // Nothing is above a floor of 1.
    private double AboveFloor(double value) => Floor == 1 ? double.NegativeInfinity : (value - Floor) / (1 - Floor);
}
