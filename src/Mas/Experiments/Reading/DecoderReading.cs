using Mas.Networks.Pretrained;
using Mas.NetworkTraining;

namespace Mas.Experiments.Reading;

/// <summary>Reads what is written of a decoder that is trained here, beside its size and its seed.</summary>
internal static class DecoderReading
{
    private static readonly string[] s_keys = [DecoderToTrain.TokeniserKey, DecoderToTrain.TextKey, DecoderToTrain.FieldKey];

    /// <summary>With the sizes that are usual; null with errors reported.</summary>
    /// <param name="folder">What paths are relative to.</param>
    public static DecoderDesign? Read(Section section, string folder)
    {
        (string, string)? tokeniser = ReadFile(section, DecoderToTrain.TokeniserKey, "a tokenizer.json", folder);
        (string, string)? text = ReadFile(section, DecoderToTrain.TextKey, "a file of texts, .txt or .jsonl", folder);
        string? field = section.Take(DecoderToTrain.FieldKey) is { } node ? section.Value(node, DecoderToTrain.FieldKey).Text() : null;
        if (tokeniser is not { } cutter || text is not { } texts)
            return null;
        var design = new DecoderDesign { Tokeniser = cutter, Text = texts };
        return design with { Field = field ?? design.Field };
    }

    /// <summary>The source; null where a size is impossible, which is reported.</summary>
    public static DecoderToTrain? Checked(Section section, DecoderDesign design)
    {
        if (new FreshDecoder(design.Width, design.Layers, design.Heads, 1).Fault is not string fault)
            return new DecoderToTrain(design);
        section.Fail("heads", fault);
        return null;
    }

    /// <summary>Reports the keys that belong to a decoder beside another architecture.</summary>
    public static void Refuse(Section section, string? architecture)
    {
        foreach (string key in s_keys)
            if (section.Take(key) is { } needless && architecture is not null)
                section.Fail(needless, key, $"this key belongs to the architecture {DecoderToTrain.Architecture}, which reads texts, and "
                    + $"this is a {architecture}; leave it out");
    }

    private static (string, string)? ReadFile(Section section, string key, string what, string folder) =>
        section.Require(key, what) is { } node && section.Value(node, key).Path() is string path
            ? (path, Path.GetFullPath(path, folder)) : null;
}
