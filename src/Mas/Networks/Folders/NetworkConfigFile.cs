using System.Text.Json;
using Mas.Networks.Formats;

namespace Mas.Networks.Folders;

/// <summary>Reads a <c>config.json</c>: whatever it says, the outcome is a checked configuration or one sentence.</summary>
internal static class NetworkConfigFile
{
    private const string VocabularyKey = "vocabulary", VocabularyFile = "vocabulary.json";

    /// <exception cref="InputException">It is missing, no JSON, or says something impossible.</exception>
    /// <param name="path">The file.</param>
    /// <param name="folder">Of the network, where its words may lie.</param>
    public static NetworkConfig Read(string path, string folder)
    {
        try
        {
            JsonElement root = ConfigJson.Read(path);
            var section = new ConfigSection(root, path);
            NetworkFormat format = KnownFormats.All.FirstOrDefault(one => one.Recognises(root))
                ?? throw section.Error(KnownFormats.Unknown(section.Text("architecture")), "architecture");
            NetworkConfig config = format.Read(section) with
            {
                Vocabulary = Vocabulary(section, Path.Combine(folder, VocabularyFile)),
                Task = section.Text("task"),
                Names = section.Names(),
                Ignore = section.Words("ignore", "names of tensors", isRequired: false),
            };
            section.Finish();
            return NamePatterns.Wrong(config.Ignore) is string wrong ? throw section.Error($"'ignore' {wrong}", "ignore") : config;
        }
        catch (InvalidOperationException e)
        {
            throw new InputException("config.json has a text with half a surrogate pair, which is no Unicode", path, inner: e);
        }
    }
    // In config.json, or in a file of its own beside the weights.
    private static string[] Vocabulary(ConfigSection section, string file)
    {
        if (section.Has(VocabularyKey) || !File.Exists(file))
            return section.WordsOrIds(VocabularyKey);
        return ConfigSection.Alone(VocabularyKey, ConfigJson.ReadAny(file), file).WordsOrIds(VocabularyKey);
    }
}
