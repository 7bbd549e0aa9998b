using System.Text;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.NetworkTraining;
using Mas.Tasks;
using Mas.Tasks.Files;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>Small valid files, made anew: two tiny networks, a task of one's own with two more, experiments, a finished run and one that
/// was stopped.</summary>
internal static class Corpus
{
    public const string Experiment = "experiment.yaml", Recall = "recall.yaml", Trials = "trials.jsonl", Overrides = "overrides.txt";
    public const string Extended = "extended.yaml", Plan = "plan.yaml", Sweep = "sweep.yaml", Cache = "cache";
    public const string Run = "run", Stopped = "stopped", Checkpoint = "checkpoint/seed-1.safetensors";

    private static readonly SequenceTask s_trained = KnownTasks.Named("multi-object")!;
    private static readonly NetworkTrainingOptions s_training =
        new() { Architecture = "gru", Width = 4, HeadWidth = 4, Steps = 1, Batch = 2, AcceptedOn = 2 };

    private const string Answer = "yes";
    private const string Alignment = "size: 2, batch: 4, train: 12, validation: 6, test: 8, seeds: [1], steps: 2, validate_every: 1";

    /// <summary>Fills an empty folder.</summary>
    public static void Write(string folder)
    {
        string Path(string name) => System.IO.Path.Combine(folder, name);
        foreach ((string name, string text) in Texts)
            File.WriteAllText(Path(name), text);
        IReadOnlyList<string> words = FileTask.Read(Path(Trials)).Vocabulary.Words;
        foreach (string name in (string[])["a", "b"])
            CopyOf.Folder(System.IO.Path.Combine(SourceTree.Root, "experiments", "networks", "hand-built"), Path(name));
        WriteNetwork("c", "gru", 1);
        WriteNetwork("d", "transformer", 2);
        WriteNetwork("e", "lstm", 3);
        Done("run", Path(Experiment), "--output", Path(Run), "--quiet");
        CopyOf.Folder(Path(Run), Path(Stopped));
        string record = System.IO.Path.Combine(Path(Stopped), "run.json");
        CachedNetwork(folder).Dispose();
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(LatentsAbout))!);
        File.WriteAllText(Path(LatentsAbout), "a model: 2 texts, 32 tokens continued to 64");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"done\"", "\"interrupted\"", StringComparison.Ordinal));

        // It knows one answer, which is always right.
        void WriteNetwork(string name, string architecture, ulong seed)
        {
            using var scope = NewDisposeScope();
            TrainableConfig config = KnownFormats.Named(architecture).Configure(new NetworkSize(4, 1, 4), 0);
            config = config with { Vocabulary = words, Task = "recall" };
            Dictionary<string, Tensor> weights = config.Random(seed).ToDictionary(pair => pair.Key, pair => pair.Value);
            foreach (string bias in weights.Keys.Where(key => key is "head.bias" or "head.3.bias"))
                weights[bias] = Device.Cpu.From([.. words.Select(word => word == Answer ? 50f : 0)], words.Count);
            NetworkFolder.Save(Path(name), config, weights);
        }
    }

    /// <summary>Opens the trained network of the cache in a folder; trains it where it is not as it was stored.</summary>
    public static Network CachedNetwork(string folder) => new NetworkCache(Path.Combine(folder, Cache)).Open(s_trained, s_training).Network;

    /// <summary>Where the cache has it, relative.</summary>
    public static string CacheEntry { get; } = $"{Cache}/{NetworkKey.Of(s_trained, s_training)}";

    /// <summary>What stored latents say of themselves, relative.</summary>
    public static string LatentsAbout { get; } = $"{Cache}/latents/{new string('0', 64)}/about.txt";

    private static void Done(params string[] arguments)
    {
        CommandOutcome outcome = CommandOutcome.Of(arguments);
        if (outcome.Code != 0)
            throw new InvalidOperationException($"the files to start from cannot be made: {outcome.Error}");
    }

    private static Dictionary<string, string> Texts => new()
    {
        [Experiment] = $$"""
            name: fuzzed
            seed: 1
            task: hierarchical-equality
            site: layer.1
            networks:
              - { name: a, path: a }
              - name: b
                path: b
                insist: false
            alignment: { method: mas, variables: [left_equal], {{Alignment}} }
            evaluation: { controls: [no-swap, identity], similarity: [cka-linear] }
            verdict: { same: 0.9, different: 0.5 }
            small:
              alignment: { steps: 1 }
            """,
        [Recall] = $$"""
            task: { file: trials.jsonl }
            networks:
              - { name: c, path: c, site: state }
              - { name: d, path: d, site: layer.1 }
              - { name: e, path: e, site: embedding }
            alignment: { variables: [colour], {{Alignment}} }
            evaluation: { similarity: [cka-linear, procrustes] }
            analyses: [wrong-variable, leakage, null-space, off-manifold, angles, disagreement]
            """,
        [Extended] = $$"""
            task: hierarchical-equality
            site: layer.1
            networks: [{ name: a, path: a }, { name: b, path: b }, { name: more, path: b }]
            alignment: { method: mas, variables: [left_equal], {{Alignment}}, extend: run }
            """,
        [Plan] = """
            task: hierarchical-equality
            site: layer.1
            reference: { path: a }
            alike: { name: b, path: b }
            different: [{ path: b, insist: false }]
            units: [0.5, 1]
            trials: [40]
            noise: [4]
            draws: 1
            alignment: { variables: [left_equal], size: 2, steps: 1, batch: 4, train: 12, validation: 6, test: 8, seeds: [1] }
            small: { draws: 2 }
            """,
        [Sweep] = $$"""
            base: {{Experiment}}
            axes: { alignment.size: [1, 2], seed: [1, 2] }
            exclude: [{ alignment.size: 1, seed: 2 }]
            """,
        [Overrides] = string.Join('\n',
            "alignment.steps=1", "alignment.seeds=[1]", "networks.0.name=c", "task={ name: same-object }", "alignment.variables=[count]",
            "alignment.method=[mas, das]", "evaluation.controls=false", "analyses=[wrong-variable]", "alignment.cl={ weight: 0.5 }",
            "alignment.stop={ target: 0.9, patience: 5 }", "networks.1={ name: n, copy: { of: a } }", "site=embedding"),
        [Trials] = TrialLines(),
    };

    private static string TrialLines()
    {
        var lines = new StringBuilder();
        // Of which 15 % are as many as a run wants at least in its test, and a few more.
        foreach (string colour in (string[])["red", "green", "blue"])
            for (int pattern = 1; pattern < 64; pattern++)
            {
                string digits = Convert.ToString(pattern, 2)[1..];
                int waits = digits.Length;
                string idle = string.Concat(digits.Select(digit => digit == '0' ? "\"wait\", " : "\"rest\", "));
                string known = Repeated($"\"{colour}\", ", waits + 3);
                string phase = Repeated("1, ", waits + 1);
                lines.Append(CultureInfo.InvariantCulture, $"{{\"tokens\": [\"B\", \"{colour}\", {idle}\"ask\", \"{Answer}\", \"E\"], ")
                    .Append(CultureInfo.InvariantCulture, $"\"scored\": [{waits + 3}], ")
                    .Append(CultureInfo.InvariantCulture, $"\"variables\": {{\"colour\": [null, {known}null], ")
                    .Append(CultureInfo.InvariantCulture, $"\"phase\": [null, {phase}2, 3, null]}}}}\n");
            }
        return lines.ToString();

        static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
    }
}
