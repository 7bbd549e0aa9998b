using System.Globalization;
using Mas.Comparison;
using Mas.Results.Reports;
using Mas.Results.Store;
using Mas.Results.Verification;
using Mas.Runs;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>A temporary folder with the two stored GRUs in <c>networks</c> and experiments that take seconds.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>Files whose bytes a run decides alone.</summary>
    public static readonly string[] Results = ["metrics.csv", "alignments.safetensors"];

    private static readonly string[] s_defaults = ["size: 16", "batch: 16", "train: 100", "validation: 40", "test: 40", "seeds: [1]"];

    private const string FewControls = "evaluation: { controls: [no-swap, identity, random-orthogonal, shuffled] }";

    /// <summary>More keys of an experiment, with which controls are those that are done by default.</summary>
    public const string DefaultControls = "evaluation: { directions: all }";

    /// <summary>An override for all controls that are done by default.</summary>
    public const string AllControls = "evaluation.controls="
        + "[no-swap, identity, random-orthogonal, shuffled, full-exchange, replay, output-only, null-exchanged]";

    public Workplace()
    {
        Root = Directory.CreateTempSubdirectory("mas-cli-").FullName;
        Copy("networks/gru-a");
        Copy("networks/gru-b");
    }

    /// <summary>Everything that lies in another one.</summary>
    public Workplace(Workplace other)
    {
        Root = Directory.CreateTempSubdirectory("mas-cli-").FullName;
        foreach (string file in Directory.EnumerateFiles(other.Root, "*", SearchOption.AllDirectories))
        {
            string copy = Path(System.IO.Path.GetRelativePath(other.Root, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public string Root { get; }

    public string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    /// <summary>Copies a golden network.</summary>
    public void Copy(string golden, string? name = null)
    {
        string target = Path("networks", name ?? System.IO.Path.GetFileName(golden));
        Directory.CreateDirectory(target);
        foreach (string file in (string[])["config.json", "model.safetensors"])
            File.Copy(Golden.Path([.. golden.Split('/'), file]), System.IO.Path.Combine(target, file));
    }

    /// <summary>Writes an experiment on short sequences, with few interventions.</summary>
    /// <param name="alignment">Keys of the alignment, instead of or beside the usual ones here.</param>
    /// <param name="networks">Lines of the list; null for the two stored ones.</param>
    /// <param name="name">Of the experiment and its file.</param>
    /// <param name="more">More keys of the experiment; without them nothing is analysed, and controls are those that cost nothing.</param>
    public string Experiment(string alignment = "", string? networks = null, string name = "small", string more = "")
    {
        IEnumerable<string> defaults = s_defaults.Where(entry =>
            !alignment.Contains(entry[..(entry.IndexOf(':') + 1)], StringComparison.Ordinal)
            && !(entry.StartsWith("size:", StringComparison.Ordinal) && alignment.Contains("sizes:", StringComparison.Ordinal)));
        alignment = string.Join(", ", alignment.Length > 0 ? defaults.Append(alignment) : defaults);
        networks ??= """
              - { name: gru-a, path: networks/gru-a }
              - { name: gru-b, path: networks/gru-b }
            """;
        File.WriteAllText(Path(name + ".yaml"), string.Create(CultureInfo.InvariantCulture, $$"""
            name: {{name}}
            task: { name: multi-object, quantities: [1, 3], held_out: [] }
            site: state
            networks:
            {{networks}}
            alignment: { {{alignment}} }
            {{(more.Contains("analyses:", StringComparison.Ordinal) ? "" : "analyses: false")}}
            {{(more.Contains("evaluation:", StringComparison.Ordinal) ? "" : FewControls)}}
            {{more}}
            """));
        return name + ".yaml";
    }

    /// <summary>Runs the tool here.</summary>
    public Ended Mas(params string[] arguments) => Tool.Run(Root, arguments);

    /// <summary>Starts the tool here.</summary>
    public Tool Start(params string[] arguments) => new(Root, arguments);

    /// <summary>Runs the tool and wants it to be content.</summary>
    public Ended Done(params string[] arguments)
    {
        Ended ended = Mas(arguments);
        Assert.True(ended.Code == 0, $"exit code {ended.Code}: {ended.Error}{ended.Output}");
        return ended;
    }

    /// <summary>Makes a run in this process, where a test is about what comes after it: that costs half of what a process of its own
    /// does.</summary>
    public void Finish(string file, string folder, params string[] overrides) => Run(file, folder, resume: false, overrides);

    /// <summary>Goes on with a run in this process.</summary>
    public void GoOn(string file, string folder) => Run(file, folder, resume: true, []);

    private void Run(string file, string folder, bool resume, string[] overrides)
    {
        using RunFolder run = RunFolder.Open(Path(folder), resume);
        ExperimentRunner.Run(ExperimentRunner.Read(Path(file), overrides), run, Options, TestContext.Current.CancellationToken);
        HtmlReport.Write(run);
    }

    /// <summary>A run that is evaluated again, in this process, holds.</summary>
    public void Holds(string folder)
    {
        using StoredRun run = StoredRun.Open(Path(folder));
        VerificationRecord record = RunVerifier.Verify(run, Options, TestContext.Current.CancellationToken);
        Assert.True(record.Holds, VerificationText.Of(record));
    }

    private RunOptions Options => new() { Threads = 2, Command = "test", CacheFolder = Path("cache") };

    /// <summary>Two run folders hold the same results, byte for byte.</summary>
    public void SameResults(string expected, string actual) =>
        Assert.All(Results, file => Assert.Equal(File.ReadAllBytes(Path(expected, file)), File.ReadAllBytes(Path(actual, file))));

    /// <summary>Every file with its bytes' hash and its time.</summary>
    public Dictionary<string, string> Snapshot(string folder) => Directory.EnumerateFiles(Path(folder), "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, file =>
            $"{Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))} "
            + $"{File.GetLastWriteTimeUtc(file):O}");

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
