using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Comparison;

/// <summary>Keeps <c>run.json</c> up to date while a run goes on.</summary>
internal sealed class RunJournal
{
    /// <summary>The hash of the alignments that a run extends, among its hashes.</summary>
    public const string Extended = "extended";

    // Raised with every change that gives other bytes: a checkpoint from before it is not continued.
    private const string Arithmetic = "2";

    private readonly Lock _gate = new();
    private readonly RunFolder _folder;
    private readonly Stopwatch _sitting = Stopwatch.StartNew();
    private readonly double _before; // seconds of earlier sittings
    private readonly string _resolved; // the experiment as the run's folder has it
    private double _stageStart;

    private RunJournal(RunFolder folder, RunRecord record, string resolved, bool isNew) =>
        (IsNew, _folder, _before, Record, _resolved) = (isNew, folder, record.Seconds, record, resolved);

    /// <summary>Whether the run began with this sitting.</summary>
    public bool IsNew { get; }

    public RunRecord Record { get; private set; }

    /// <summary>Begins a run, or takes up one of the same experiment.</summary>
    /// <exception cref="InputException">The folder holds a run of another experiment.</exception>
    public static RunJournal Open(Experiment experiment, RunFolder folder, RunOptions options)
    {
        string resolved = ExperimentWriter.Write(experiment.SeenFrom(folder.Root));
        RunRecord fresh = Fresh(experiment, resolved, options);
        if (!folder.Exists(RunFolder.RunFile))
            return Begin(folder, fresh, resolved, isNew: true);
        RunRecord earlier = folder.ReadRun();
        if (folder.Exists(RunFolder.ExperimentFile) && folder.ReadText(RunFolder.ExperimentFile) is string other && other != resolved)
            throw new InputException(
                $"the folder holds a run of another experiment: {Difference(other, resolved)}; give another folder with --output",
                folder.Path(RunFolder.ExperimentFile));
        if (!folder.Exists(RunFolder.ExperimentFile) && earlier.Hashes.GetValueOrDefault("experiment") != fresh.Hashes["experiment"])
            throw new InputException(
                "the folder's experiment.yaml is missing, and by its hash this run was of another experiment; "
                    + "give another folder with --output", folder.Path(RunFolder.RunFile), key: "hashes.experiment");
        if (earlier.Status == RunStatus.Done)
            return new RunJournal(folder, earlier, resolved, isNew: false);
        fresh = fresh with { Started = earlier.Started, Seconds = earlier.Seconds, ResumedFrom = earlier.ResumedFrom };
        return Begin(folder, fresh, resolved, isNew: false);
    }

    /// <summary>Changes the record and writes it; from any thread.</summary>
    public void Update(Func<RunRecord, RunRecord> change)
    {
        lock (_gate)
        {
            Record = change(Record) with { Seconds = _before + _sitting.Elapsed.TotalSeconds, PeakMemoryBytes = PeakMemory() };
            _folder.WriteRun(Record);
        }
    }

    /// <summary>A seed's training is taken up where an earlier sitting left it.</summary>
    /// <param name="seed">The seed, with the method and size before it where a run has several.</param>
    public void Resume(string seed, int step) =>
        Update(record => record with { ResumedFrom = new Dictionary<string, int>(record.ResumedFrom) { [seed] = step } });

    /// <summary>A stage has ended.</summary>
    public void Finish(string stage)
    {
        double now = _sitting.Elapsed.TotalSeconds;
        Update(record => record with { Timings = record.Timings.Append(new(stage, now - _stageStart)).ToDictionary() });
        _stageStart = now;
    }

    /// <summary>The run has ended, well or not. What somebody has taken away of its folder since it began is written again.</summary>
    public void End(string status, string? error)
    {
        if (!_folder.Exists(RunFolder.ExperimentFile))
            _folder.WriteText(RunFolder.ExperimentFile, _resolved);
        Update(record => record with { Status = status, Error = error });
    }

    /// <summary>Hash of all that decides the bytes of a seed's training: experiment, data, networks, version.</summary>
    public string Fingerprint(IReadOnlyList<string> networks) => Sha256(string.Join('\n',
    [
        Record.Hashes["experiment"], Record.Hashes.GetValueOrDefault(Extended, ""), Record.Hashes["data"], Record.Versions["mas"],
        Arithmetic, .. networks,
    ]));

    // run.json first: it is what makes the folder a run's, wherever a kill falls.
    private static RunJournal Begin(RunFolder folder, RunRecord record, string resolved, bool isNew)
    {
        var journal = new RunJournal(folder, record, resolved, isNew);
        journal.Update(unchanged => unchanged);
        folder.WriteText(RunFolder.ExperimentFile, resolved);
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
        HeldOut = [.. experiment.Alignment.HeldOut],
        Versions = Machine.Versions(),
        Hashes = Hashes(experiment, resolved),
        Hardware = Machine.Describe(options.Threads, options.Device),
        Command = options.Command,
    };

    // Of the experiment twice: as its own folder sees it, which another place of the run does not change, and as the file of the run.
    private static Dictionary<string, string> Hashes(Experiment experiment, string resolved)
    {
        var hashes = new Dictionary<string, string>
        {
            ["experiment"] = Sha256(ExperimentWriter.Write(experiment)),
            [RunFolder.ExperimentFile] = Sha256(resolved),
        };
        if (HashOfExtended(experiment) is string extended)
            hashes[Extended] = extended;
        return hashes;
    }

    /// <summary>Of the alignments of the run that is extended; null where there are none.</summary>
    public static string? HashOfExtended(Experiment experiment)
    {
        string? file = experiment.Alignment.Extend is { } run ? Path.Combine(run.FullPath, AlignmentArchive.FileName) : null;
        return File.Exists(file) ? FileBytes.Sha256(file) : null;
    }

    private static string Difference(string earlier, string now)
    {
        string[] a = earlier.Split('\n'), b = now.Split('\n');
        int common = Math.Min(a.Length, b.Length), line = Enumerable.Range(0, common).FirstOrDefault(i => a[i] != b[i], common - 1);
        return Invariant($"its line {line + 1} is '{a[line].Trim()}', this one's is '{b[line].Trim()}'");
    }

    private static long PeakMemory()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    private static string Sha256(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
