using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Folders;

namespace Mas.Experiments.Reading;

/// <summary>The experiment that asks about one network that is given on the command line.</summary>
internal static class NetworkByItself
{
    /// <param name="path">A network's folder.</param>
    /// <param name="config">Its configuration, where that is not in the folder.</param>
    /// <param name="task">As in an experiment file: a name, or a mapping; null for the one that the network says.</param>
    /// <param name="stepwise">Whether every position up to the intervened one is exchanged.</param>
    /// <exception cref="InputException">The network cannot be read, or the task is wrong.</exception>
    public static Experiment Of(string path, string? config, string? task, bool stepwise)
    {
        var source = new SavedNetwork(path, Path.GetFullPath(path))
        {
            Config = config is null ? null : (config, Path.GetFullPath(config)),
        };
        string said = task ?? NetworkFolder.ReadConfig(source.FullPath, source.Config?.FullPath).Task;
        TaskSource asked = ReadTask(said) ?? throw new InputException($"'{said}' names no task; give one with --task");
        IReadOnlyList<Site> sites = source.KnownSites ?? [];
        return new Experiment
        {
            Name = "check",
            Task = asked,
            Networks = [new NetworkOptions
            {
                Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(source.FullPath)),
                Source = source,
                Site = sites.Count > 0 ? sites[^1].Name : null,
            }],
            Alignment = new AlignmentOptions
            {
                Variables = [new ExchangedVariable([CausalVariable.Full])],
                Scheme = stepwise ? Scheme.Stepwise : Scheme.Single,
            },
        };
    }

    private static TaskSource? ReadTask(string text)
    {
        var errors = new YamlErrors("--task");
        TaskSource? task = YamlText.Parse(text, errors) is { } node
            ? TaskReader.Read(node, "task", Directory.GetCurrentDirectory(), errors).FirstOrDefault() : null;
        errors.ThrowIfAny();
        return task;
    }
}
