using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Mas.Results;
using Mas.Results.Store;

namespace Mas.Experiments;

/// <summary>The words of a run's status.</summary>
internal static class RunStatus
{
    public const string Running = "running", Done = "done", Interrupted = "interrupted", Failed = "failed";
}

/// <summary>Keeps <c>run.json</c> up to date while a run goes on.</summary>
internal sealed class RunJournal
{
    private readonly RunFolder _folder;
    private readonly Stopwatch _sitting = Stopwatch.StartNew();
    private readonly double _before; // seconds of earlier sittings
    private double _stageStart;

    private RunJournal(RunFolder folder, RunRecord record, bool isNew)
    {
        IsNew = isNew;
        _folder = folder;
        _before = record.Seconds;
        Record = record;
    }

    /// <summary>Whether the run began with this sitting.</summary>
    public bool IsNew { get; }

    /// <summary>As it stands.</summary>
    public RunRecord Record { get; private set; }

    /// <summary>Begins a run, or takes up one of the same experiment.</summary>
    /// <exception cref="InputException">The folder holds a run of another experiment.</exception>
    public static RunJournal Open(Experiment experiment, RunFolder folder, RunOptions options)
    {
        string resolved = experiment.ToYaml();
        RunRecord fresh = Fresh(experiment, resolved, options);
        if (!folder.Exists(RunFolder.RunFile))
        {
            // The record comes first: it is what makes the folder a run's, should a kill fall between the two.
            RunJournal begun = Begin(folder, fresh, isNew: true);
            folder.WriteText(RunFolder.ExperimentFile, resolved);
            return begun;
        }
        RunRecord earlier = folder.ReadRun();
        if (folder.Exists(RunFolder.ExperimentFile) && folder.ReadText(RunFolder.ExperimentFile) != resolved)
            throw new InputException($"the folder holds a run of another experiment: {Difference(folder.ReadText(RunFolder.ExperimentFile), resolved)}; give another folder with --output", folder.Path(RunFolder.ExperimentFile));
        if (earlier.Status == RunStatus.Done)
            return new RunJournal(folder, earlier, isNew: false);
        folder.WriteText(RunFolder.ExperimentFile, resolved);
        return Begin(folder, fresh with { Started = earlier.Started, Seconds = earlier.Seconds }, isNew: false);
    }

    /// <summary>Changes the record and writes it.</summary>
    public void Update(Func<RunRecord, RunRecord> change)
    {
        Record = change(Record) with { Seconds = _before + _sitting.Elapsed.TotalSeconds, PeakMemoryBytes = PeakMemory() };
        _folder.WriteRun(Record);
    }

    /// <summary>A stage has ended.</summary>
    public void Finish(string stage)
    {
        double now = _sitting.Elapsed.TotalSeconds;
        Update(record => record with { Timings = record.Timings.Append(new(stage, now - _stageStart)).ToDictionary() });
        _stageStart = now;
    }

    /// <summary>The run has ended, well or not.</summary>
    public void End(string status, string? error) => Update(record => record with { Status = status, Error = error });

    /// <summary>Hash of all that decides the bytes of a seed's training: experiment, data, networks, version.</summary>
    public string Fingerprint(IReadOnlyList<OpenedNetwork> networks) =>
        Sha256(string.Join('\n', [Record.Hashes["experiment"], Record.Hashes["data"], Record.Versions["mas"], .. networks.Select(network => network.Hash)]));

    private static RunJournal Begin(RunFolder folder, RunRecord record, bool isNew)
    {
        var journal = new RunJournal(folder, record, isNew);
        journal.Update(unchanged => unchanged);
        return journal;
    }

    private static RunRecord Fresh(Experiment experiment, string resolved, RunOptions options) => new()
    {
        Run = experiment.Name,
        Status = RunStatus.Running,
        Started = DateTimeOffset.Now,
        Seed = experiment.Seed,
        AlignmentSeeds = [.. experiment.Alignment.Seeds],
        Setup = RunSetup.Of(experiment),
        Versions = RunVersions.All(),
        Hashes = new Dictionary<string, string> { ["experiment"] = Sha256(resolved) },
        Hardware = Machine.Describe(options.Threads),
        Command = options.Command,
    };

    private static string Difference(string earlier, string now)
    {
        string[] a = earlier.Split('\n'), b = now.Split('\n');
        int line = Enumerable.Range(0, Math.Min(a.Length, b.Length)).FirstOrDefault(i => a[i] != b[i], Math.Min(a.Length, b.Length) - 1);
        return string.Create(CultureInfo.InvariantCulture, $"its line {line + 1} is '{a[line].Trim()}', this one's is '{b[line].Trim()}'");
    }

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
