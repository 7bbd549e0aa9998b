using System.Globalization;
using System.Text.Encodings.Web;
using Mas.Results;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>Writes the resolved copy of an experiment: every key that this version reads, with its value.</summary>
internal static class ExperimentWriter
{
    public static string Write(Experiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        StopOptions stop = alignment.Stop;
        TaskOptions task = experiment.Task;
        return string.Create(CultureInfo.InvariantCulture, $"""
            name: {Quoted(experiment.Name)}
            seed: {experiment.Seed}
            task:
              name: {task.Name}
              quantities: [{task.Smallest}, {task.Largest}]
              held_out: [{List(task.HeldOut)}]
              causal: up-down
            site: {experiment.Site}
            networks:
            {string.Join('\n', experiment.Networks.Select(Network))}
            alignment:
              method: {alignment.Method.Word()}
              size: {(alignment.Size is int size ? size : "full")}
              variables: [{List(alignment.Variables)}]
              family: orthogonal
              parametrisation: {alignment.Parametrisation.Word()}
              start: {alignment.Start.Word()}
              mask: fixed
              scheme: single
              directions: {Directions(experiment)}
              steps: {alignment.Steps}
              learning_rate: {alignment.LearningRate}
              batch: {alignment.Batch}
              stop:
                target: {stop.Target}
                patience: {stop.Patience}
                improvement: {stop.Improvement}
                hopeless_after: {stop.HopelessAfter}
              validate_every: {alignment.ValidateEvery}
              train: {alignment.Train}
              validation: {alignment.Validation}
              test: {alignment.Test}
              seeds: [{List(alignment.Seeds)}]
            evaluation:
              controls: {Controls(experiment.Evaluation.Controls)}
            verdict:
              same: {experiment.Verdict.Same}
              different: {experiment.Verdict.Different}

            """).ReplaceLineEndings("\n");
    }

    private static string Network(NetworkOptions network) => string.Create(CultureInfo.InvariantCulture, $"""
          - name: {Quoted(network.Name)}
            {Source(network.Source)}
            insist: {(network.Insist ? "true" : "false")}
        """);

    private static string Source(NetworkSource source) => source switch
    {
        SavedNetwork saved => $"path: {Quoted(saved.Path)}",
        TrainedNetwork trained => string.Create(CultureInfo.InvariantCulture, $"train: {{ architecture: gru, width: {trained.Width}, seed: {trained.Seed}, steps: {trained.Steps} }}"),
        _ => throw new ArgumentOutOfRangeException(nameof(source)),
    };

    private static string Directions(Experiment experiment)
    {
        ValueList<Direction> directions = experiment.Alignment.Directions;
        return directions.Equals(DirectionReader.All(experiment.Alignment.Method, [.. experiment.Networks.Select(network => network.Name)]))
            ? "all"
            : $"[{string.Join(", ", directions.Select(direction => $"[{Quoted(direction.Source)}, {Quoted(direction.Target)}]"))}]";
    }

    private static string Controls(ValueList<Control> controls) =>
        controls.Count == 0 ? "false" : $"[{string.Join(", ", controls.Select(control => control.Word()))}]";

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    // Always in quotes: other readers of YAML take a network called no for false.
    private static string Quoted(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";
}
