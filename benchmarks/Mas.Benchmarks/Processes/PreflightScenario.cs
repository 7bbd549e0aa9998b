namespace Mas.Benchmarks.Processes;

/// <summary>An experiment whose memory is estimated and measured. Its networks are untrained and its steps few: neither changes what is
/// held.</summary>
/// <param name="Networks">Of the list, as YAML.</param>
/// <param name="Alignment">Keys of the alignment.</param>
internal sealed record PreflightScenario(string Name, string Networks, string Alignment)
{
    private const string Few = "train: 200, validation: 50, test: 50", Golden = "tests/Mas.Tests/Golden/language-models/";

    public string Task { get; init; } = "multi-object";

    public string Site { get; init; } = "state";

    public string Seeds { get; init; } = "[1]";

    /// <summary>More keys of the experiment, a line each.</summary>
    public string More { get; init; } = "evaluation: { controls: [no-swap] }\nanalyses: false";

    /// <summary>Whether it takes seconds.</summary>
    public bool IsSmall { get; init; }

    /// <summary>Whether it takes more than 4 GB.</summary>
    public bool IsLarge { get; init; }

    public string Text => $$"""
        name: preflight
        task: {{Task}}
        site: {{Site}}
        networks: [{{Networks}}]
        alignment: { method: mas, seeds: {{Seeds}}, steps: 2, {{Alignment}} }
        {{More}}
        """;

    public static IReadOnlyList<PreflightScenario> All { get; } =
    [
        new("two GRUs, width 16, batch 32", Untrained("gru", 2, 16), $"size: 8, batch: 32, {Few}") { IsSmall = true },
        new("a language model and an adapter", Llamas, $"size: 8, batch: 64, {Few}")
        {
            Task = $"{{ text: \"{InRepository("experiments/data/formal.jsonl")}\", context: 16, length: 32 }}",
            Site = "[layer.1, layer.2]",
            More = "",
            IsSmall = true,
        },
        new("two GRUs, width 128, four sizes, three seeds", Untrained("gru", 2, 128), $"size: [2, 8, 32, 64], batch: 32, {Few}")
        { Seeds = "[1, 2, 3]" },
        new("two perceptrons, width 128, 20 000 training interventions, batch 2 048", Untrained("mlp", 2, 128),
            "size: 8, train: 20000, batch: 2048, validation: 500, test: 500")
        { Task = "hierarchical-equality", Site = "layer.2", IsSmall = true },
        new("two GRUs, width 128, batch 2 048", Untrained("gru", 2, 128), "size: 32, batch: 2048, train: 2048, validation: 50, test: 50"),
        new("two GRUs, width 128, null space and leakage", Untrained("gru", 2, 128), $"size: 32, batch: 32, {Few}")
        { More = "evaluation: { controls: [no-swap] }\nanalyses: [null-space, leakage]" },
        new("two GRUs, width 128, with all controls", Untrained("gru", 2, 128), "size: 32, validation: 500, test: 500")
        { More = "analyses: false", IsSmall = true },
        new("two GRUs, width 128, with all controls and analyses", Untrained("gru", 2, 128), "size: 32, validation: 500, test: 500")
        { More = "", IsSmall = true },
        new("two GRUs, width 256, embedding, stepwise", Untrained("gru", 2, 256), $"size: 32, scheme: stepwise, {Few}")
        { Site = "embedding" },
        new("eight GRUs, width 128", Untrained("gru", 8, 128), $"size: 32, batch: 32, {Few}"),
        new("two GRUs, width 128, four measures of similarity", Untrained("gru", 2, 128), $"size: 32, batch: 32, {Few}")
        {
            More = "evaluation: { controls: [no-swap], similarity: [cka-linear, rsa-euclidean-spearman, cka-rbf, procrustes] }\n"
                + "analyses: false",
            IsSmall = true,
        },
        new("two LSTMs, width 256, batch 512", Untrained("lstm", 2, 256), "size: 32, batch: 512, train: 2000, validation: 50, test: 50")
        { IsSmall = true },
        new("two GRUs, width 512", Untrained("gru", 2, 512), "size: 32, batch: 32, train: 1000, validation: 50, test: 50"),
        new("two GRUs, width 1 024", Untrained("gru", 2, 1024), $"size: 32, batch: 32, {Few}"),
        new("two transformers, width 128", Untrained("transformer", 2, 128), "size: 32, train: 1000, validation: 100, test: 100")
        { Site = "layer.1", IsSmall = true },
        new("two GRUs, width 2 048", Untrained("gru", 2, 2048), $"size: 32, batch: 16, {Few}"),
        new("two transformers, width 512", Untrained("transformer", 2, 512), $"size: 32, batch: 64, {Few}") { Site = "layer.1" },
        new("two LSTMs, width 256, batch 10 240", Untrained("lstm", 2, 256),
            "size: 32, batch: 10240, train: 10240, validation: 50, test: 50")
        { IsLarge = true },
    ];

    private static string Llamas => $$"""
        {name: base, path: "{{InRepository(Golden + "llama-tiny")}}"},
          {name: qv, path: "{{InRepository(Golden + "llama-tiny")}}", adapter: "{{InRepository(Golden + "adapters/llama-tiny-qv")}}"}
        """;

    private static string InRepository(string path) => Path.Combine(SourceTree.Root, path);

    private static string Untrained(string architecture, int count, int width) => string.Join(", ", Enumerable.Range(0, count)
        .Select(k => $"{{name: n{k}, insist: true, train: {{architecture: {architecture}, width: {width}, seed: {k + 1}, steps: 0}}}}"));
}
