using Mas.Causal;
using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Bridged;
using Mas.Networks.Folders;

namespace Mas.Experiments.Reading;

/// <summary>The experiment that asks about one network that is given on the command line.</summary>
internal static class NetworkByItself
{
    /// <param name="path">A network's folder, or a Python file with a model.</param>
    /// <param name="config">Its configuration, where that is not in the folder.</param>
    /// <param name="task">As in an experiment file: a name, or a mapping; null for the one that the network says.</param>
    /// <param name="stepwise">Whether every position up to the intervened one is exchanged.</param>
    /// <exception cref="InputException">The network cannot be read, or the task is wrong.</exception>
    public static Experiment Of(string path, string? config, string? task, bool stepwise)
    {
        string full = Path.GetFullPath(path);
        NetworkSource source = PythonNetwork.Is(path) ? new PythonNetwork(path, full)
            : new SavedNetwork(path, full) { Config = config is null ? null : (config, Path.GetFullPath(config)) };
        string? said = task ?? (source is SavedNetwork saved ? saved.KnownTask : null);
        return new Experiment
        {
            Name = "check",
            Task = (said is null ? null : ReadTask(said))
                ?? throw new InputException("nothing says which task this network does; give it with --task", path),
            Networks = [new NetworkOptions { Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(full)), Source = source }],
            Alignment = new AlignmentOptions
            {
                Variables = [new ExchangedVariable([CausalVariable.Full])],
                Scheme = stepwise ? Scheme.Stepwise : Scheme.Single,
            },
        };
    }

    /// <summary>A task from the command line; null where nothing is written.</summary>
    /// <exception cref="InputException">It is wrong.</exception>
    public static TaskSource? ReadTask(string text)
    {
        var errors = new YamlErrors("--task");
        IReadOnlyList<TaskSource> tasks = YamlText.Parse(text, errors) is { } node
            ? TaskReader.Read(node, "task", Directory.GetCurrentDirectory(), errors) : [];
        errors.ThrowIfAny();
        return tasks.Count > 0 ? tasks[0] : null;
    }
}
