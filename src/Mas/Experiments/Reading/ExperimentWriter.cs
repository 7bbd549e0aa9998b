using System.Text;
using System.Text.Encodings.Web;
using Mas.Alignments;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Experiments.Reading;

/// <summary>Writes the resolved copy of an experiment: every key that this version reads, with its value.</summary>
internal static class ExperimentWriter
{
    public static string Write(Experiment experiment)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"name: {Quoted(experiment.Name)}");
        Line($"seed: {experiment.Seed}");
        if (experiment.Task is { } task)
            Line($"task: {task.Entry(Quoted)}");
        if (experiment.Sites.Count > 1)
            Line($"site: [{List(experiment.Sites)}]");
        else if (experiment.Site is { } site)
            Line($"site: {site}");
        Line($"networks:");
        foreach (NetworkOptions network in experiment.Networks)
            Line($"  - {Network(network)}");
        if (experiment.IsOfMatrices)
        {
            Line($"evaluation: {{ similarity: [{List(experiment.Evaluation.Similarity)}] }}");
            return text.ToString();
        }
        Line($"alignment:");
        if (experiment.Texts is not null)
            Line($"  sink: {experiment.Alignment.Sink.Word()}");
        foreach (string line in Alignment(experiment.Alignment, [.. experiment.Networks.Select(network => network.Name)])
            .Select(FormattableString.Invariant))
            if (experiment.Texts is null || !TextExperiment.IsForeign(line.Split(':')[0]))
                Line($"  {line}");
        EvaluationOptions evaluation = experiment.Evaluation;
        Line($"evaluation:");
        Line($"  directions: {evaluation.Directions.Word()}");
        Line($"  controls: {Controls(evaluation.Controls)}");
        if (evaluation.Similarity.Count > 0)
            Line($"  similarity: [{List(evaluation.Similarity)}]");
        Line($"analyses: {(experiment.Analyses.Count == 0 ? "false" : $"[{List(experiment.Analyses)}]")}");
        Line($"verdict: {{ same: {experiment.Verdict.Same}, different: {experiment.Verdict.Different} }}");
        return text.ToString();
    }

    /// <summary>The lines of the section <c>alignment</c>, each <c>key: value</c>.</summary>
    public static IEnumerable<FormattableString> Alignment(AlignmentOptions alignment, IReadOnlyList<string> networks)
    {
        AlignmentDesign design = alignment.Design;
        CounterfactualLatentOptions cl = alignment.Cl;
        LearnedMaskOptions learned = alignment.Learned;
        StopOptions stop = alignment.Stop;
        yield return $"method: [{List(alignment.Methods.Select(one => one.Word()))}]";
        string size = List(alignment.Sizes.Select(one => one.PerVariable is null ? SubspaceSizes.Full : $"{one.PerVariable[0]}"));
        bool isForEach = alignment.Sizes is [{ PerVariable.Count: > 1 }];
        yield return $"{(isForEach ? "sizes" : "size")}: [{(isForEach ? List(alignment.Sizes[0].PerVariable!) : size)}]";
        yield return $"variables: [{List(alignment.Variables.Select(variable => Variable(variable, networks)))}]";
        yield return $"joint: {Flag(alignment.Joint)}";
        yield return $"family: {design.Family.Word()}";
        if (design.Family == AlignmentFamily.Orthogonal)
            yield return $"parametrisation: {design.Parametrisation.Word()}";
        if (design.Family == AlignmentFamily.Reversible)
            yield return $"reversible: {{ blocks: {design.Blocks}, hidden: {(design.Hidden is int hidden ? $"{hidden}" : "width")} }}";
        yield return $"normalise: {design.Normalise.Word()}";
        if (design.Normalise != Normalise.None)
            yield return $"nonlinearity: {design.Nonlinearity.Word()}";
        if (AlignmentFactory.HasOrthogonalBase(design))
            yield return $"start: {alignment.Start.Word()}";
        if (alignment.Mask is { } mask)
            yield return $"mask: {mask.Word}";
        yield return $"extraneous: {Flag(alignment.Extraneous)}";
        yield return $"scheme: {alignment.Scheme.Word()}";
        yield return $"score: {alignment.Score.Word()}";
        if (alignment.Directions is { } directions)
            yield return $"directions: {Directions(directions, networks.Count)}";
        if (alignment.ClDirections is { } clDirections)
            yield return $"cl_directions: {Directions(clDirections, networks.Count)}";
        if (alignment.HeldOut.Count > 0)
            yield return $"held_out: {Directions(alignment.HeldOut, networks.Count)}";
        yield return $"directions_per_step: {(alignment.DirectionsPerStep is int perStep ? $"{perStep}" : "all")}";
        yield return $"cl: {{ weight: {cl.Weight}, form: {cl.Form.Word()}, projected: {Flag(cl.Projected)}, pick: {cl.Pick.Word()} }}";
        FormattableString cooling = $"temperature: [{learned.Hot}, {learned.Cold}], steps: {learned.Steps}";
        yield return $"learned: {{ rate: {learned.Rate}, penalty: {learned.Penalty}, {cooling} }}";
        yield return $"steps: {alignment.Steps}";
        yield return $"learning_rate: {alignment.LearningRate}";
        yield return $"batch: {alignment.Batch}";
        FormattableString ending = $"improvement: {stop.Improvement}, hopeless_after: {stop.HopelessAfter}, futile: {Flag(stop.Futile)}";
        yield return $"stop: {{ target: {stop.Target}, patience: {stop.Patience}, {ending} }}";
        yield return $"validate_every: {alignment.ValidateEvery}";
        yield return $"keep: {alignment.Keep.Word()}";
        yield return $"train: {alignment.Train}";
        yield return $"validation: {alignment.Validation}";
        yield return $"test: {alignment.Test}";
        yield return $"seeds: [{List(alignment.Seeds)}]";
        if (alignment.Extend is { } run)
            yield return $"extend: {Quoted(run.Path)}";
    }

    private static string Variable(ExchangedVariable variable, IReadOnlyList<string> networks) => variable.Names.Distinct().Count() == 1
        ? Quoted(variable.Names[0])
        : $"{{ {List(variable.Names.Select((name, k) => $"{Quoted(networks[k])}: {Quoted(name)}"))} }}";

    private static string Network(NetworkOptions network)
    {
        var parts = new List<string> { $"name: {Quoted(network.Name)}", network.Source.Entry(Quoted) };
        if (network.Task is { ComesWithNetwork: false } task)
            parts.Add($"task: {task.Entry(Quoted)}");
        if (network.Site is { } site)
            parts.Add($"site: {site}");
        if (network.Group is { } group)
            parts.Add($"group: {Quoted(group)}");
        if (!network.Source.IsMatrix)
            parts.AddRange([$"accessible: {Flag(network.Accessible)}", $"insist: {Flag(network.Insist)}"]);
        return $"{{ {List(parts)} }}";
    }

    private static string Directions(ValueList<NamedDirection> directions, int networks) => directions.Count == networks * networks ? "all"
        : $"[{List(directions.Select(direction => $"[{Quoted(direction.Source)}, {Quoted(direction.Target)}]"))}]";

    private static string Controls(ValueList<Control> controls) =>
        controls.Count == 0 ? "false" : $"[{List(controls.Select(control => control.Word()))}]";

    private static string Flag(bool value) => value ? "true" : "false";

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    /// <summary>Always in quotes: other readers of YAML take a network called no for false.</summary>
    public static string Quoted(string text) => Printable.Of($"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"");
}
