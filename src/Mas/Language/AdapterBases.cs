using Mas.Experiments;
using Mas.Networks.Pretrained;

namespace Mas.Language;

/// <summary>Adapters whose matrices fit a folder and whose own file names another network: nothing else tells whether they belong
/// there.</summary>
internal static class AdapterBases
{
    /// <summary>One sentence for each pair of names that differ.</summary>
    public static IEnumerable<string> Warnings(Experiment experiment) =>
        from network in experiment.Networks
        let source = network.Source as PretrainedNetwork // an adapter lies beside a folder
        where source?.Adapter is not null
        let said = LoraConfig.Read(Path.Combine(source.Adapter!.Value.FullPath, LoraAdapter.ConfigName)).Base
        where !IsOne(said, source.FullPath)
        group network.Name by (Said: said, Folder: Path.GetFileName(Path.TrimEndingDirectorySeparator(source.FullPath))) into names
        select $"The {(names.Count() == 1 ? "adapter" : "adapters")} of {Listed.Of([.. names])} "
            + $"{(names.Count() == 1 ? "says that it was" : "say that they were")} trained on '{names.Key.Said}', and the folder is called "
            + $"'{names.Key.Folder}': the shapes fit, and nothing else tells whether they belong together.";

    // By their last names: a folder may lie anywhere.
    private static bool IsOne(string said, string folder) => string.Equals(
        said.TrimEnd('/', '\\').Split('/', '\\')[^1], Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)),
        StringComparison.OrdinalIgnoreCase);
}
