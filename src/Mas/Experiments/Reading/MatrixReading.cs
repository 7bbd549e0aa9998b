using Mas.Experiments.Yaml;
using Mas.Networks.Matrices;

namespace Mas.Experiments.Reading;

/// <summary>Reads the source <c>rdm</c>: a file, and which of its matrices. A name is a text, of one matrix; a list of people; and in the
/// place of a person, a list of his sessions.</summary>
internal static class MatrixReading
{
    private const string NameKey = "name";

    /// <summary>The source; null where it is wrong.</summary>
    public static MatrixSource? Read(Section section, string folder)
    {
        string? file = section.Require("file", "a file with matrices of dissimilarities") is { } node
            ? section.Value(node, "file").Path() : null;
        if (section.Take(NameKey) is not { } name)
            return file is null ? null : new MatrixSource(file, Path.GetFullPath(file, folder), []);
        string?[][] people = name is YamlList list
            ? [.. Items(section, NameKey, list).Select((item, i) => Person(section, Dotted.Join(NameKey, i), item))]
            : [Person(section, NameKey, name)];
        if (file is null || people.Length == 0 || people.Any(sessions => sessions.Length == 0 || sessions.Contains(null)))
            return null;
        ValueList<string>[] names = [.. people.Select(sessions => (ValueList<string>)[.. sessions.OfType<string>()])];
        if (names.SelectMany(sessions => sessions).GroupBy(one => one).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            section.Fail(name, NameKey, $"the matrix '{twice.Key}' comes twice");
            return null;
        }
        return new MatrixSource(file, Path.GetFullPath(file, folder), [.. names]);
    }

    private static string?[] Person(Section section, string key, YamlNode node) => node is YamlList sessions
        ? [.. Items(section, key, sessions).Select((item, i) => section.Value(item, Dotted.Join(key, i)).Text())]
        : [section.Value(node, key).Text()];

    private static IReadOnlyList<YamlNode> Items(Section section, string key, YamlList list)
    {
        if (list.Items.Count == 0)
            section.Fail(list, key, "the list is empty; names of matrices are wanted");
        return list.Items;
    }
}
