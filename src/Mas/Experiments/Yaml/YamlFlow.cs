using System.Text.Encodings.Web;

namespace Mas.Experiments.Yaml;

/// <summary>Writes a value as YAML on one line.</summary>
internal static class YamlFlow
{
    public static string Of(YamlNode node) => node switch
    {
        YamlScalar scalar => scalar.IsPlain && !scalar.IsText ? scalar.Text : Text(scalar.Text),
        YamlList list => $"[{string.Join(", ", list.Items.Select(Of))}]",
        YamlMap map => $"{{ {string.Join(", ", map.Entries.Select(entry => $"{Text(entry.Key)}: {Of(entry.Value)}"))} }}",
        _ => "",
    };

    // What could be read as anything but this text stands in quotes.
    private static string Text(string text) => text.Length > 0 && text.All(IsHarmless) && char.IsAsciiLetter(text[0])
        && new YamlScalar(text, true, new(null, null, null)).IsText ? text
        : $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    private static bool IsHarmless(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/';
}
