using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Tasks;

namespace Mas.Networks;

/// <summary>What a network is, without its weights: its size, its words, and what follows from them. One record for each kind of network;
/// as <c>config.json</c> in a network's folder.</summary>
internal abstract record NetworkConfig
{
    /// <summary>Such as <c>gru</c>.</summary>
    public abstract string Architecture { get; }

    /// <summary>Words in the order of their ids.</summary>
    public IReadOnlyList<string> Vocabulary { get; init; } = [];

    public string Task { get; init; } = "";

    /// <summary>Checkpoint name → name in the weight file, for those that differ; null for a bias that is not there and counts as
    /// 0.</summary>
    public IReadOnlyDictionary<string, string?> Names { get; init; } = new Dictionary<string, string?>();

    /// <summary>Tensors of the weight file that are left aside: names, with <c>*</c> for any characters.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Every site, in the order in which activity passes through.</summary>
    public abstract IReadOnlyList<Site> Sites { get; }

    /// <summary>Checkpoint names and shapes.</summary>
    public abstract IReadOnlyDictionary<string, long[]> Shapes { get; }

    /// <summary>Names of the tensors whose first dimension is the vocabulary: they are put in the order of the task's ids.</summary>
    internal abstract IReadOnlyList<string> WordTensors { get; }

    /// <summary>Whether it is fed tokens; one that is not needs none of the words that only frame a sequence.</summary>
    internal virtual bool ReadsTokens => true;

    /// <summary>Whether a tensor may be stored with dimensions of 1 more, or fewer, than it has here.</summary>
    internal virtual bool MayHaveUnitDimensions(string name) => false;

    /// <summary>Ends of the names that PyTorch's own modules give to tensors, by checkpoint name: they are recognised after any
    /// prefix.</summary>
    internal virtual IReadOnlyDictionary<string, string[]> ModuleNames => new Dictionary<string, string[]>();

    /// <summary>Where its units are in its weights; empty where their order cannot be changed.</summary>
    internal virtual IReadOnlyList<UnitGroup> Units => [];

    /// <summary>What its own entries in <c>config.json</c> are; one of null is not written.</summary>
    private protected abstract IEnumerable<(string Key, JsonNode? Value)> Entries { get; }

    /// <summary>The same with what it does not say and the weights do.</summary>
    /// <exception cref="InputException">The weights contradict it in a way that has a name.</exception>
    internal virtual NetworkConfig Fitted(StoredTensors stored) => this;

    /// <summary>Why a file with a tensor of this name cannot be such a network; null where it can.</summary>
    internal virtual string? Refusal(string tensor) => null;

    /// <summary>What exports of such a network are known to get wrong, the likeliest first.</summary>
    /// <param name="shown">The name that the user knows a tensor by.</param>
    internal virtual IEnumerable<ExportMistake> UsualMistakes(Func<string, string> shown) => TransposedWeights.Of(this, shown);

    /// <summary>The same network with so many units more that nothing reads; null where there is no place for them.</summary>
    internal virtual NullUnits? WithNullUnits(int count) => null;

    /// <summary>A frozen network.</summary>
    /// <param name="weights">Of <see cref="Shapes"/>, float32 or float64; the network takes them over.</param>
    internal abstract Network Open(IReadOnlyDictionary<string, Tensor> weights);

    /// <summary>A network of fresh weights, a pure function of the seed; null where there is no way to draw them.</summary>
    internal virtual Network? Fresh(ulong seed) => null;

    /// <summary>About how many multiplications an intervention takes in the target network.</summary>
    /// <param name="fed">Tokens that are fed after it.</param>
    /// <param name="scored">Positions that the head reads.</param>
    internal abstract double Multiplications(double fed, double scored);

    /// <summary>Number of learned numbers.</summary>
    internal double Count => Shapes.Values.Sum(shape => shape.Aggregate(1.0, (product, size) => product * size));

    /// <summary>What it holds in memory where it is read and run at a site.</summary>
    internal abstract NetworkNumbers Numbers(string site, SequenceLengths lengths);

    /// <summary>The network's id of each of the task's words, then of the network's other ones; null where it has no such word and needs
    /// none.</summary>
    /// <exception cref="InputException">It lacks a word.</exception>
    internal long?[] OrderOf(Vocabulary vocabulary, string? path) => WordOrder.Of(vocabulary, Vocabulary, ReadsTokens, path);

    /// <summary>The text of <c>config.json</c>, for weights under their checkpoint names.</summary>
    public string ToJson()
    {
        var json = new JsonObject { ["architecture"] = Architecture };
        foreach ((string key, JsonNode? value) in Entries.Where(entry => entry.Value is not null))
            json[key] = value;
        json["vocabulary"] = new JsonArray([.. Vocabulary.Select(word => JsonValue.Create(word))]);
        json["task"] = Task;
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }
}
