namespace Mas.Benchmarks.Processes;

/// <summary>A whole run of <c>mas run</c>.</summary>
/// <param name="Wanted">What it is measured against: the target, and what others need where that is known.</param>
/// <param name="Experiment">File in <c>experiments</c>.</param>
internal sealed record RunScenario(string Name, string Description, string Wanted, string Experiment, IReadOnlyList<string> Overrides)
{
    private const string NoAnalyses = "analyses=false";

    private static readonly string[] s_barelyAligned = [NoAnalyses, "alignment.method=das", "alignment.steps=1", "alignment.train=512",
        "alignment.validation=100", "alignment.test=100", "alignment.seeds=[1]"];

    /// <summary>Whether networks that a first, uncounted run has trained are used; otherwise every run trains them anew.</summary>
    public bool UsesCache { get; init; }

    /// <summary>Runs, where nothing else is said: one where it takes minutes.</summary>
    public int Repeat { get; init; } = 5;

    /// <summary>What stays of the overrides where only the experiment's small form is run.</summary>
    public IReadOnlyList<string> SmallOverrides =>
        [.. Overrides.Where(change => change == NoAnalyses || change.Split('=')[0] is "alignment.method" or "alignment.start")];

    public static IReadOnlyList<RunScenario> All { get; } =
    [
        new("golden", "stored pair, one alignment seed: weights on disk to report",
            "4 s, 450 MB; PyTorch 34–45 s, 5.0–7.3 s with our start, 0.9–1.0 GB; reference 371 s, 2.9–4.2 GB", "golden-pair.yaml",
            [NoAnalyses, "alignment.seeds=[1]"]),
        new("golden-3", "stored pair, three alignment seeds", "9 s", "golden-pair.yaml",
            [NoAnalyses, "alignment.seeds=[1, 2, 3]"]),
        new("golden-algorithms", "the same with the analysis algorithms, which each default run has", "30 s more than golden-3",
            "golden-pair.yaml", ["analyses=[algorithms]", "alignment.seeds=[1, 2, 3]"]),
        new("golden-random", "stored pair, one alignment seed, random start", "PyTorch 34–45 s", "golden-pair.yaml",
            [NoAnalyses, "alignment.seeds=[1]", "alignment.start=random"]),
        new("gru-pair", "two GRUs trained from nothing, then aligned, one seed", "no target", "gru-pair.yaml",
            [NoAnalyses, "alignment.seeds=[1]"]),
        new("gru", "one GRU trained until everything is right (stage 'networks')", "8 s; PyTorch 139 s", "gru-pair.yaml",
            ["networks=[{name: one, train: {architecture: gru, seed: 1}}]", .. s_barelyAligned]),
        new("gru-10", "ten GRUs trained side by side (stage 'networks')", "50 s", "gru-pair.yaml",
            [$"networks=[{string.Join(", ", Enumerable.Range(1, 10).Select(Gru))}]", .. s_barelyAligned]),
        new("transformer", "one rotary transformer trained to 99 % or more (stage 'networks')", "60 s; PyTorch over 400 s, not reached",
            "gru-transformer.yaml",
            [
                "task={name: multi-object, void: 0.2}",
                "networks=[{name: one, site: layer.1, train: {architecture: transformer, seed: 1}}]", .. s_barelyAligned,
            ])
        { Repeat = 1 },
        new("six-grus", "six cached GRUs, 36 directions, one seed", "30 s; the reference cannot", "six-grus.yaml",
            [NoAnalyses, "alignment.seeds=[1]"])
        { UsesCache = true },
        new("hierarchical-equality", "DAS over ten perceptrons trained anew, three layers × three sizes", "10 min",
            "hierarchical-equality.yaml", [])
        { Repeat = 1 },
        new("sizes", "stored pair, seven sizes × DAS, MAS and stitching × three seeds", "5 min", "sizes.yaml", ["alignment.start=aligned"])
        { Repeat = 1 },
    ];

    private static string Gru(int seed) => $"{{name: gru-{seed}, train: {{architecture: gru, seed: {seed}}}}}";
}
