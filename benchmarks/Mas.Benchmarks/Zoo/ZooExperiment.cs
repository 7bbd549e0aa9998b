namespace Mas.Benchmarks.Zoo;

/// <summary>The experiment file of a pair: what somebody would write who has these two networks and the question of the zoo.</summary>
/// <param name="folders">Of the networks whose algorithm somebody has chosen.</param>
internal sealed class ZooExperiment(ZooSettings settings, AlgorithmFolders folders)
{
    /// <summary>Everything that a verdict wants, as it is done where nothing is said.</summary>
    public string Compared(ZooPair pair) => Text(pair, "mas");

    /// <summary>Stitching alone, for its number. In one run with the other it would bring controls that decide about both.</summary>
    public string Stitched(ZooPair pair) =>
        Text(pair, "stitching") + "evaluation: { controls: [no-swap] }\nanalyses: false\n";

    private string Text(ZooPair pair, string method)
    {
        int size = pair.One.Making == Making.Written ? ZooSettings.WrittenSize : ZooSettings.Size;
        // An inner layer of a transformer carries a count to the next prediction and not further.
        string scheme = pair.IsOfTransformers ? "scheme: stepwise, score: first, " : "";
        return $$"""
            name: zoo
            seed: {{ZooSettings.Seed}}
            networks:
              - {{Network(pair, pair.One)}}
              - {{Network(pair, pair.Other)}}
            alignment:
              { method: {{method}}, size: {{size}}, normalise: standard, {{scheme}}steps: {{settings.Steps}}, batch: {{ZooSettings.Batch}},
                learning_rate: {{ZooSettings.LearningRate}}, train: {{settings.Training}}, validation: {{settings.Training / 10}},
                test: {{settings.Test}}, seeds: [{{ZooSettings.Seed}}] }

            """;
    }

    private string Network(ZooPair pair, ZooNetwork network)
    {
        // Fresh weights have no task of their own.
        NamedTask task = settings.Task(network.Making == Making.Untrained ? pair.One : network);
        string insist = network.Making == Making.Untrained || (network.Making == Making.Planted && !settings.RequiresPlanted)
            ? "insist: true, " : "";
        return $"{{ name: {network.Name}, site: {network.Site}, {insist}{Source(network)}, "
            + Invariant($"task: {{ name: {task.Name}, quantities: [1, {task.Largest}], held_out: [], void: {task.Void} }} }}");
    }

    private string Source(ZooNetwork network) => network.Making switch
    {
        Making.Permuted => $"copy: {{ of: {network.Original!.Name}, permute: {OpenedZoo.Order} }}",
        Making.NullUnits => $"copy: {{ of: {network.Original!.Name}, null_units: {ZooSettings.Units} }}",
        Making.Written or Making.Planted => $"path: '{folders.Of(network)}'",
        Making.Untrained => $"train: {{ {Recipe(network)}, steps: 0 }}",
        _ => $"train: {{ {Recipe(network)} }}",
    };

    private static string Recipe(ZooNetwork network) =>
        $"architecture: {network.Architecture}, width: {OpenedZoo.Width(network)}, seed: {network.Seed}";
}
