using System.Text.Json.Serialization;
using Mas.Results.Evidence;

namespace Mas.Results;

/// <summary>A 95 % interval.</summary>
public sealed record Interval(double Low, double High);

/// <summary>How one control fared in one direction: its trial IIA over all seeds, with the interval of the same design.</summary>
public sealed record ControlResult(string Name, double TrialIia, Interval Interval);

/// <summary>The final, tested result of one direction, over all alignment seeds.</summary>
public sealed record DirectionResult
{
    public required string Source { get; init; }
    public required string Target { get; init; }
    public required string Variable { get; init; }
    public required string Method { get; init; }
    public required int Size { get; init; }
    public required bool Trained { get; init; }

    /// <summary>Mean over seeds.</summary>
    public required double TrialIia { get; init; }

    /// <summary>Mean over seeds.</summary>
    public required double TokenIia { get; init; }

    /// <summary>95 % interval of <see cref="TrialIia"/>.</summary>
    public required Interval Interval { get; init; }

    /// <summary><c>seeds × interventions</c> or <c>interventions</c> (one or two seeds, or no variance).</summary>
    public required string IntervalDesign { get; init; }

    /// <summary>Trial IIA of the unchanged target: the floor. Null where the control was not asked for.</summary>
    public double? NoSwap { get; init; }

    /// <summary>Chance-corrected trial IIA, (IIA − floor) / (1 − floor); null without floor or where the floor is 1.</summary>
    public double? Corrected { get; init; }

    /// <summary>95 % interval of <see cref="Corrected"/>, the floor's own uncertainty included.</summary>
    public Interval? CorrectedInterval { get; init; }

    /// <summary>Trial IIA on pairs of values that training never showed; null where the test set has none.</summary>
    public double? NewPairs { get; init; }

    public required IReadOnlyList<int> Seeds { get; init; }

    /// <summary>Step of the kept checkpoint, one per seed.</summary>
    public required IReadOnlyList<int> Steps { get; init; }

    /// <summary>Dimensions that a learned mask has found, one per seed; null where the size was given.</summary>
    public IReadOnlyList<int>? LearnedSizes { get; init; }

    /// <summary>Test interventions per seed.</summary>
    public required int Samples { get; init; }

    public IReadOnlyList<ControlResult> Controls { get; init; } = [];
}

/// <summary>A network as it took part in a run.</summary>
public sealed record NetworkRecord
{
    public required string Name { get; init; }
    public required string Architecture { get; init; }
    public required int Width { get; init; }
    public required string Site { get; init; }
    public required string Task { get; init; }

    /// <summary>Causal model, where one network takes part under several: it is then named <c>NAME.CAUSAL</c>, and <see cref="Hash"/> is the same for all.</summary>
    public string? Causal { get; init; }

    /// <summary>Whether gradients and the behaviour of the intervened network were at training's disposal.</summary>
    [JsonIgnore]
    public bool Accessible
    {
        get => !Inaccessible;
        init => Inaccessible = !value;
    }

    // What a run record lacks is read as false, and older records lack this.
    [JsonInclude]
    internal bool Inaccessible { get; init; }

    /// <summary>Its alignment was kept from an earlier run, so this run has learned no matrix for it.</summary>
    public bool Frozen { get; init; }

    public required long Parameters { get; init; }

    /// <summary><c>trained</c>, <c>cache</c> or <c>folder</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 of the weight file.</summary>
    public required string Hash { get; init; }

    /// <summary>Trial accuracy on natural sequences of the quantities seen in training.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Trial accuracy on the quantities held out from training the networks; null where none are.</summary>
    public double? AccuracyHeldOut { get; init; }

    /// <summary>Natural sequences that the network gets right, and so may be used, out of <see cref="Sequences"/>.</summary>
    public required int Usable { get; init; }

    public required int Sequences { get; init; }
}

/// <summary>The answer in a word, with the sentences that explain it.</summary>
/// <param name="Word"><c>same</c>, <c>partly</c>, <c>different</c>, <c>inconclusive</c> or <c>none</c>.</param>
/// <param name="Reasons">Plain sentences: why, how sure, what would change the answer.</param>
/// <param name="Same">Threshold for <c>same</c>.</param>
/// <param name="Different">Threshold for <c>different</c>.</param>
public sealed record VerdictRecord(string Word, IReadOnlyList<string> Reasons, double Same, double Different);

/// <summary>The machine a run was made on.</summary>
public sealed record HardwareRecord(string Cpu, int Cores, int Threads, string System, string Device, long MemoryBytes);

/// <summary><c>run.json</c>: everything about a run that is not a metric. Numbers that depend on time or machine live here only.</summary>
public sealed record RunRecord
{
    public int Format { get; init; } = 1;
    public required string Run { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>interrupted</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    /// <summary>Why it failed, where it did.</summary>
    public string? Error { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Wall-clock seconds of all sittings together.</summary>
    public double Seconds { get; init; }

    public long PeakMemoryBytes { get; init; }

    /// <summary>Training step from which each alignment seed was resumed, where it was.</summary>
    public IReadOnlyDictionary<string, int> ResumedFrom { get; init; } = new Dictionary<string, int>();

    /// <summary>Data seed.</summary>
    public required long Seed { get; init; }

    public required IReadOnlyList<int> AlignmentSeeds { get; init; }

    /// <summary>What was done, for people: label and value, in the order of the report.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Setup { get; init; } = [];

    public IReadOnlyList<NetworkRecord> Networks { get; init; } = [];

    /// <summary><c>mas</c>, <c>.NET</c>, <c>TorchSharp</c>, <c>libtorch</c>.</summary>
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of the data and of the resolved experiment.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    public HardwareRecord? Hardware { get; init; }

    /// <summary>Seconds per stage.</summary>
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<DirectionResult> Directions { get; init; } = [];

    /// <summary>Directions that were left out of training on purpose, to be tested only.</summary>
    public IReadOnlyList<NamedDirection> HeldOut
    {
        get;
        // What a run record lacks is read as null, and older records lack this.
        init => field = value ?? [];
    } = [];

    /// <summary>Methods and sizes against each other, direction by direction; empty where the run has one method and size.</summary>
    public IReadOnlyList<DifferenceResult> Differences
    {
        get;
        // As above.
        init => field = value ?? [];
    } = [];

    /// <summary>Means over networks that differ in their training seed only; empty where the run has fewer than three of each kind.</summary>
    public IReadOnlyList<NetworkSeedResult> NetworkSeeds
    {
        get;
        // As above.
        init => field = value ?? [];
    } = [];

    /// <summary>What the analyses have found; null where none has ended.</summary>
    public EvidenceRecord? Evidence { get; init; }

    public VerdictRecord? Verdict { get; init; }

    /// <summary>Plain sentences that the reader should know, such as energies that differ by more than a factor of 2.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The command that makes this run again.</summary>
    public string? Command { get; init; }
}
