using Mas.Results.Records;
using Mas.Results.Store;

namespace Mas.Experiments.Reading;

/// <summary>Reads which finished run is extended, and looks whether its networks come first in this experiment.</summary>
internal static class ExtendReader
{
    private const string Key = "extend";

    /// <summary>The run; null where none is named or it cannot be read.</summary>
    /// <param name="section">The alignment.</param>
    /// <param name="seeds">Alignment seeds of this experiment.</param>
    /// <param name="folder">What its path is relative to.</param>
    public static ExtendedRun? Read(
        Section section, IReadOnlyList<ReadNetwork> networks, IReadOnlyList<AlignmentMethod> methods, IReadOnlyList<int> seeds,
        string folder)
    {
        if (section.Take(Key) is not { } node || section.Value(node, Key).Path() is not string path)
            return null;
        string full = Path.GetFullPath(path, folder);
        string run = Path.Combine(full, RunFolder.RunFile);
        if (!File.Exists(run))
            return section.Refuse<ExtendedRun>(node, Key, $"there is no run in '{path}'; wanted is the folder of a finished run");
        if (Record(section, run) is not { } record)
            return null;
        if (record.Status != RunStatus.Done)
            section.Fail(node, Key, $"the run in '{path}' has not finished; continue it with --resume first");
        string[] old = [.. record.Networks.Select(network => network.Name)];
        string?[] first = [.. networks.Take(old.Length).Select(network => network.Name)];
        if (!first.SequenceEqual(old))
            section.Fail(node, Key, $"the run in '{path}' aligned {string.Join(", ", old)}; these must come first among the networks, in "
                + "this order, and new ones after them");
        else if (networks.Count == old.Length)
            section.Fail(node, Key, "no network is added to those of the run that is extended");
        if (methods is not [AlignmentMethod.Mas])
            section.Fail("method", "a finished run is extended by method mas alone, which has one alignment for each network");
        int[] missing = [.. seeds.Except(record.AlignmentSeeds)];
        if (missing.Length > 0)
            section.Fail(section.Take("seeds") ?? node, "seeds",
                $"the run in '{path}' has no alignment of seed {string.Join(", ", missing)}; "
                + $"it has those of {string.Join(", ", record.AlignmentSeeds)}");
        return new ExtendedRun(path, full, [.. old]);
    }

    private static RunRecord? Record(Section section, string file)
    {
        try
        {
            return RunFolder.ReadRun(file);
        }
        catch (InputException error)
        {
            section.Errors.Add(error.Errors);
            return null;
        }
    }
}
