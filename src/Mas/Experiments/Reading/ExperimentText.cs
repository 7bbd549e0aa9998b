using System.Text;

namespace Mas.Experiments.Reading;

/// <summary>Reads an experiment file's text, which is small and UTF-8.</summary>
internal static class ExperimentText
{
    private const int MostBytes = 1 << 20;

    public static string Read(string path) =>
        Encoding.UTF8.GetString(Utf8Text.Of(FileBytes.ReadAll(path, MostBytes, "this is no experiment"), path).Span);
}
