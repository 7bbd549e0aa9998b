using System.Text.Json.Serialization;

namespace Mas.Results.Plans;

/// <summary><c>plan.json</c>: everything about a plan that is no single value. It has no times and no paths: the same plan on the same
/// machine gives the same bytes.</summary>
internal sealed record PlanRecord
{
    public const string PlanFile = "plan.yaml", RecordFile = "plan.json", TableFile = "plan.csv", ReportFile = "report.html";

    public int Format { get; init; } = 1;

    public required string Plan { get; init; }

    /// <summary><c>running</c>, <c>done</c>, <c>interrupted</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required long Seed { get; init; }

    /// <summary>[draws] one seed for each.</summary>
    [JsonRequired]
    public IReadOnlyList<int> DrawSeeds { get; init; } = [];

    /// <summary>The reference, the one that works alike, then those that do not.</summary>
    [JsonRequired]
    public IReadOnlyList<PlanNetwork> Networks { get; init; } = [];

    public required PlanLists Lists { get; init; }

    /// <summary>What was done, for people: label and value.</summary>
    [JsonRequired]
    public IReadOnlyList<KeyValuePair<string, string>> Setup { get; init; } = [];

    /// <summary><c>mas</c>, <c>.NET</c>, <c>TorchSharp</c>, <c>libtorch</c>.</summary>
    [JsonRequired]
    public IReadOnlyDictionary<string, string> Versions { get; init; } = new Dictionary<string, string>();

    /// <summary>SHA-256 of the resolved plan.</summary>
    public required string Hash { get; init; }

    [JsonRequired]
    public IReadOnlyList<PlanAnswer> Answers { get; init; } = [];

    [JsonRequired]
    public IReadOnlyList<PlanCurve> Curves { get; init; } = [];

    /// <summary>Networks that are recorded, the one that works alike first.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Recorded => [.. Networks.Skip(1).Select(network => network.Name)];

    /// <summary>Lists of which anything is measured.</summary>
    [JsonIgnore]
    public IEnumerable<PlanKey> Drawn => Lists.Varied.Where(key => Curves.Any(curve => curve.Varied == key && curve.Points.Count > 0));

    /// <summary>The same with what its values say. An answer needs all of them.</summary>
    public PlanRecord With(IReadOnlyList<PlanRow> rows)
    {
        IReadOnlyList<PlanCurve> curves = PlanCurve.Of(Lists, Recorded, rows);
        return this with { Curves = curves, Answers = Status == RunStatus.Done ? PlanAnswer.Of(Lists, Recorded, curves) : [] };
    }

    /// <summary>Whether both are of one plan, one version and the same weights, so that values of both belong together.</summary>
    public string? DifferenceFrom(PlanRecord earlier)
    {
        if (earlier.Hash != Hash)
            return "the folder holds another plan; give another folder with --output";
        if (earlier.Versions.GetValueOrDefault("mas") != Versions["mas"])
            return "the plan in the folder was begun by another version of mas; give another folder with --output";
        PlanNetwork? other = Networks.Where((network, k) => earlier.Networks.ElementAtOrDefault(k)?.Hash != network.Hash).FirstOrDefault();
        return other is null ? null
            : $"network '{other.Name}' has other weights than when the plan in the folder was begun; give another folder with --output";
    }
}

/// <summary>A network of a plan.</summary>
/// <param name="Role"><c>reference</c>, <c>alike</c> or <c>different</c>.</param>
/// <param name="Width">Units at its site.</param>
/// <param name="Hash">SHA-256 of its weights.</param>
/// <param name="Accuracy">Trial accuracy on natural sequences.</param>
internal sealed record PlanNetwork(
    string Name, string Role, string Architecture, string Site, int Width, long Parameters, string Hash, double Accuracy);
