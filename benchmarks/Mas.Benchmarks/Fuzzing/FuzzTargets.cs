using Mas.Networks.Folders;
using Mas.Results.Reports;
using Mas.Results.Reports.Sections;
using Mas.Results.Store;
using Mas.Tasks.Files;
using Mas.Tensors.Safetensors;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>Every reader and every command.</summary>
internal static class FuzzTargets
{
    private const string Config = "config.json", Weights = "model.safetensors";

    private static readonly string[] s_configs = [.. ((string[])["a", "b", "c", "d", "e"]).Select(name => $"{name}/{Config}")];
    private static readonly string[] s_weights = [.. ((string[])["a", "b", "c", "d", "e"]).Select(name => $"{name}/{Weights}")];
    private static readonly string[] s_run =
        [.. ((string[])["run.json", "metrics.csv", "experiment.yaml", AlignmentArchive.FileName]).Select(name => $"{Corpus.Run}/{name}")];
    private static readonly string[] s_stopped =
        [.. ((string[])["run.json", "metrics.csv", "experiment.yaml", Corpus.Checkpoint]).Select(name => $"{Corpus.Stopped}/{name}")];
    private static readonly string[] s_inputs = [.. s_configs, .. s_weights, Corpus.Trials, Corpus.Experiment, Corpus.Recall];

    public static IReadOnlyList<FuzzTarget> All { get; } = [.. Readers(), .. Commands()];

    private static IEnumerable<FuzzTarget> Readers() =>
    [
        new("experiment.yaml", [Corpus.Experiment, Corpus.Recall], here =>
        {
            foreach (string file in (string[])[Corpus.Experiment, Corpus.Recall])
                ExperimentRunner.Read(In(here, file));
        }),
        new("overrides", [Corpus.Overrides], here =>
        {
            string[] overrides = File.ReadAllLines(In(here, Corpus.Overrides));
            ExperimentRunner.Read(In(here, Corpus.Experiment), [.. overrides.Take(2)], small: true);
            foreach (string one in overrides)
                Read(() => ExperimentRunner.Read(In(here, Corpus.Experiment), [one]));
        }),
        new("config.json", s_configs, here => Each(s_configs, file => NetworkFolder.ReadConfig(Path.GetDirectoryName(In(here, file))!))),
        new("safetensors", s_weights, here => Each(s_weights, file => ReadAll(In(here, file)))),
        new("trials.jsonl", [Corpus.Trials], here => FileTask.Read(In(here, Corpus.Trials))),
        new("cached network", [.. ((string[])[Config, Weights, "SHA256SUMS"]).Select(name => $"{Corpus.CacheEntry}/{name}")],
            here => Corpus.CachedNetwork(here).Dispose(), Writes: true),
        new("run.json", [s_run[0]], here => Report(here)),
        new("metrics.csv", [s_run[1]], here => Report(here)),
        new("checkpoint", [s_stopped[3]], here =>
            TrainingCheckpoint.Read(In(here, s_stopped[3]), FingerprintOf(In(here, s_stopped[3]))).Dispose()),
        new("alignments.safetensors", [s_run[3]], here =>
        {
            using StoredRun run = StoredRun.Open(In(here, Corpus.Run));
            ReadAll(run.Alignments.Path);
        }),
    ];

    private static IEnumerable<FuzzTarget> Commands() =>
    [
        Tool("run, extended", [s_run[0], s_run[2], s_run[3], Corpus.Extended], here => AffordableCheck.IsSmall(In(here, Corpus.Extended))
            ? [["run", In(here, Corpus.Extended), "--output", In(here, "out"), "--quiet"]] : [], writes: true),
        Tool("run", s_inputs, here => RunOf(here, "--output", In(here, "out"), "--threads", "1"), writes: true),
        Tool("run --dry-run", s_inputs, here => [.. Experiments(here).Select(file => (string[])["run", file, "--dry-run", "--json"])]),
        Tool("run --resume", s_stopped, here =>
            [["run", In(here, Corpus.Experiment), "--output", In(here, Corpus.Stopped), "--resume", "--json", "--quiet"]], writes: true),
        Tool("run --resume, signed", [s_stopped[3]], here =>
        {
            SignedCheckpoint.Sign(In(here, s_stopped[3]));
            return [["run", In(here, Corpus.Experiment), "--output", In(here, Corpus.Stopped), "--resume", "--quiet"]];
        }, writes: true),
        Tool("similarity", s_inputs, here =>
            [.. Small(here).Select(file => (string[])["similarity", file, "--permutations", "2", "--splits", "1", "--json", "--quiet",
                "--output", In(here, "page.html")])], writes: true),
        Tool("check", s_inputs, here =>
            [.. Small(here).Select(file => (string[])["check", file, "--json", "--quiet", "--threads", "1"])]),
        Tool("plan", [Corpus.Plan, .. s_configs[..2], .. s_weights[..2]], here => AffordableCheck.IsSmallPlan(In(here, Corpus.Plan))
            ? [["plan", In(here, Corpus.Plan), "--output", In(here, "plan"), "--json", "--quiet", "--threads", "1"]] : [], writes: true),
        Tool("sweep", [Corpus.Sweep, Corpus.Experiment], here => [["sweep", "plan", In(here, Corpus.Sweep), "--output", In(here, "sweep")],
            ["sweep", "status", In(here, "sweep"), "--json"]], writes: true),
        Tool("report", s_run[..2], here => [["report", In(here, Corpus.Run)], ["report", In(here, Corpus.Run), "--methods"],
            ["report", In(here, Corpus.Run), In(here, Corpus.Stopped), "--output", In(here, "page.html")]], writes: true),
        Tool("verify", [.. s_run, .. s_weights[..2]], here => AffordableCheck.IsSmall(In(here, s_run[2]))
            ? [["verify", In(here, Corpus.Run), "--quiet"], ["verify", In(here, Corpus.Run), "--json"]] : []),
        Tool("latents", [.. s_run, .. s_weights[..2]], here => AffordableCheck.IsSmall(In(here, s_run[2]))
            ? [["latents", In(here, Corpus.Run), "--output", In(here, "latents"), "--quiet"]] : [], writes: true),
        Tool("inspect", [.. s_configs, .. s_weights], here => [.. ((string[])["a", "b", "c", "d", "e"]).SelectMany(name =>
            (string[][])[["inspect", In(here, name)], ["inspect", In(here, name), "--json"]])]),
        Tool("init", [.. s_configs[..2], .. s_weights[..2]], here =>
            [["init", In(here, "a"), In(here, "b"), "--output", In(here, "first.yaml")]], writes: true),
        Tool("cache", [.. ((string[])[Config, Weights, "SHA256SUMS"]).Select(name => $"{Corpus.CacheEntry}/{name}"),
            Corpus.LatentsAbout], here => [["cache", "list", "--cache", In(here, Corpus.Cache)],
                ["cache", "list", "--cache", In(here, Corpus.Cache), "--json"],
                ["cache", "prune", "--to", "1 B", "--cache", In(here, Corpus.Cache)]], writes: true),
        Tool("doctor, help and wrong words", [Corpus.Overrides], here =>
            [["doctor"], ["--help"], File.ReadAllLines(In(here, Corpus.Overrides)),
                ["run", In(here, Corpus.Experiment), "--dry-run", .. File.ReadAllLines(In(here, Corpus.Overrides)).Take(2)]])
            with { ReadValid = _ => { } }, // the words are wrong to begin with
    ];

    private static FuzzTarget Tool(string name, string[] files, Func<string, string[][]> arguments, bool writes = false) =>
        new($"mas {name}", files, here =>
        {
            foreach (string[] one in arguments(here))
                CommandOutcome.Of(one).Require();
        }, writes)
        {
            ReadValid = here =>
            {
                foreach (string[] one in arguments(here))
                    CommandOutcome.Of(one).RequireDone();
            },
        };

    // Both experiments, each into a folder of its own; what a changed file makes too long a run is read only.
    private static string[][] RunOf(string here, string option, string folder, params string[] more) =>
        [.. Small(here).Select((file, i) => (string[])["run", file, option, $"{folder}-{i}", .. more])];

    private static string[] Small(string here) => [.. Experiments(here).Where(AffordableCheck.IsSmall)];

    private static string[] Experiments(string here) => [In(here, Corpus.Experiment), In(here, Corpus.Recall)];

    private static void Report(string here)
    {
        using RunFolder folder = RunFolder.Read(In(here, Corpus.Run));
        ReportInput input = ReportInput.Of(folder);
        HtmlReport.Render([input]);
        foreach (Figure figure in HtmlReport.Figures(input))
            figure.Standalone();
        Summary.Text(input.Run);
    }

    private static void ReadAll(string file)
    {
        using SafetensorsFile opened = SafetensorsFile.Open(file);
        foreach (TensorEntry entry in opened.Entries)
            opened.Read(entry, 0, new byte[entry.ByteCount]);
    }

    // The one that it bears, so that what follows is read too.
    private static string FingerprintOf(string checkpoint)
    {
        using SafetensorsFile file = SafetensorsFile.Open(checkpoint);
        return file.Metadata.GetValueOrDefault("fingerprint", "");
    }

    private static void Each(IEnumerable<string> files, Action<string> read)
    {
        foreach (string file in files)
            Read(() => read(file));
    }

    // One that is refused leaves the others to be read.
    private static void Read(Action read)
    {
        try
        {
            read();
        }
        catch (InputException)
        {
            // What a reader is for: it has refused the file in a sentence.
        }
    }

    private static string In(string here, string name) => Path.Combine(here, name);
}
