using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>The machine a run was made on.</summary>
internal sealed record HardwareRecord(string Cpu, int Cores, int Threads, string System, string Device, long MemoryBytes);

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
    [JsonRequired]
    public IReadOnlyDictionary<string, int> ResumedFrom { get; init; } = new Dictionary<string, int>();

    /// <summary>Data seed.</summary>
    public required long Seed { get; init; }

    public required IReadOnlyList<int> AlignmentSeeds { get; init; }

    /// <summary>What was done, for people: label and value, in the order of the report.</summary>
    [JsonRequired]
    public IReadOnlyList<KeyValuePair<string, string>> Setup { get; init; } = [];

    [JsonRequired]
    public IReadOnlyList<NetworkRecord> Networks { get; init; } = [];

    /// <summary><c>mas</c>, <c>.NET</c>, <c>TorchSharp</c>, <c>libtorch</c>.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of the data and of the resolved experiment.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Hashes { get; init; } = new Dictionary<string, string>();

    [JsonInclude]
    internal HardwareRecord? Hardware { get; init; }

    /// <summary>Seconds per stage.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, double> Timings { get; init; } = new Dictionary<string, double>();

    [JsonRequired]
    public IReadOnlyList<DirectionResult> Directions { get; init; } = [];

    // What a run record lacks is read as null, and older records lack the next three.

    /// <summary>Directions that were left out of training on purpose, to be tested only.</summary>
    public IReadOnlyList<NamedDirection> HeldOut { get; init => field = value ?? []; } = [];

    /// <summary>Methods and sizes against each other, direction by direction; empty where the run has one method and size.</summary>
    [JsonInclude]
    internal IReadOnlyList<DifferenceResult> Differences { get; init => field = value ?? []; } = [];

    /// <summary>Settings that the verdict depends on; null before anything is aligned.</summary>
    [JsonInclude]
    internal AlignmentSettings? Alignment { get; init; }

    /// <summary>Means over networks that differ in their training seed only; empty with fewer than three of each kind.</summary>
    [JsonInclude]
    internal IReadOnlyList<NetworkSeedResult> NetworkSeeds { get; init => field = value ?? []; } = [];

    /// <summary>What the analyses have found; null where none has ended.</summary>
    [JsonInclude]
    internal EvidenceRecord? Evidence { get; init; }

    /// <summary>What language models read and what was exchanged between them; null of other runs.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal TextRecord? Text { get; init; }

    /// <summary>The judged exchange as the report shows it beside its numbers; null where nothing was exchanged.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal ShownRecord? Shown { get; init; }

    public VerdictRecord? Verdict { get; init; }

    /// <summary>Plain sentences that the reader should know, such as energies that differ by more than a factor of 2.</summary>
    [JsonRequired]
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether its networks are matrices of dissimilarities, so that nothing was aligned or exchanged.</summary>
    [JsonIgnore]
    internal bool IsOfMatrices => Networks.Count > 0 && Networks.All(network => network.Matrix is not null);

    /// <summary>The command that makes this run again.</summary>
    public string? Command { get; init; }
}
