using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Results.Files;

namespace Mas.Networks.Formats;

/// <summary><c>config.json</c> of a network folder. A number that its architecture does not use is 0.</summary>
public sealed record NetworkConfig
{
    /// <summary>Name of an <see cref="Formats.Architecture"/>, such as <c>gru</c>.</summary>
    public required string Architecture { get; init; }

    /// <summary>Width of the state, the residual stream or the hidden layers.</summary>
    public int Width { get; init; }

    /// <summary>Width of the embedding where it is not <see cref="Width"/>; 0 where it is.</summary>
    public int EmbeddingWidth { get; init; }

    /// <summary>Form of the head where there is a choice: <c>mlp-gelu</c>, which null means too, or <c>linear</c>.</summary>
    public string? Head { get; init; }

    /// <summary>Hidden width of the head.</summary>
    public int HeadWidth { get; init; }

    /// <summary>Number of blocks or hidden layers.</summary>
    public int Layers { get; init; }

    /// <summary>Numbers in the continuous input of one sample.</summary>
    public int Features { get; init; }

    /// <summary>Whether hidden layers have a bias, where there is a choice.</summary>
    public bool Bias { get; init; } = true;

    /// <summary>Words in the order of their ids.</summary>
    public required IReadOnlyList<string> Vocabulary { get; init; }

    /// <summary>Task that it was trained on.</summary>
    public required string Task { get; init; }

    /// <summary>Checkpoint name → name in the weight file, for those that differ; null for a bias that is not there and counts as 0.</summary>
    public IReadOnlyDictionary<string, string?> Names { get; init; } = new Dictionary<string, string?>();

    /// <summary>Tensors of the weight file that are left aside: names, with <c>*</c> for any characters.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>Reads and checks it.</summary>
    /// <exception cref="InputException">It is missing, no JSON, or says something impossible.</exception>
    public static NetworkConfig Read(string path) => new NetworkConfigReader(path).Read();

    /// <summary>A number by its key in <c>config.json</c>.</summary>
    internal int Number(string key) => key switch
    {
        "width" => Width,
        "embedding_width" => EmbeddingWidth,
        "head_width" => HeadWidth,
        "layers" => Layers,
        "features" => Features,
        _ => throw new ArgumentOutOfRangeException(nameof(key), key, "No such number."),
    };

    /// <summary>The file's text, for weights under their checkpoint names.</summary>
    public string ToJson()
    {
        var json = new JsonObject
        {
            ["architecture"] = Architecture,
            ["width"] = Width,
            ["vocabulary"] = new JsonArray([.. Vocabulary.Select(word => JsonValue.Create(word))]),
        };
        foreach (string key in (string[])["embedding_width", "head_width", "layers", "features"])
            if (Number(key) > 0)
                json[key] = Number(key);
        if (Head is not null)
            json["head"] = Head;
        if (!Bias)
            json["bias"] = false;
        json["task"] = Task;
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true, NewLine = "\n" }) + "\n";
    }
}
