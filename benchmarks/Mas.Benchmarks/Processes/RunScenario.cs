namespace Mas.Benchmarks.Processes;

/// <summary>A whole run of <c>mas run</c>.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Description">For people.</param>
/// <param name="Experiment">File in <c>experiments</c>.</param>
/// <param name="Overrides">For the tool.</param>
internal sealed record RunScenario(string Name, string Description, string Experiment, IReadOnlyList<string> Overrides)
{
    public static IReadOnlyList<RunScenario> All { get; } =
    [
        new("golden", "stored pair, one alignment seed: weights on disk to report", "golden-pair.yaml", ["alignment.seeds=[1]"]),
        new("golden-3", "stored pair, three alignment seeds", "golden-pair.yaml", ["alignment.seeds=[1, 2, 3]"]),
        new("gru-pair", "two GRUs trained from nothing, then aligned, one seed; a fresh cache every time", "gru-pair.yaml", ["alignment.seeds=[1]"]),
    ];
}
