using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Causal;
using Mas.Comparison;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Tables;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

/// <summary>The natural activity of one network over its test sequences, with what is known of each position.</summary>
internal sealed record ExportedLatents(OpenedNetwork Network, SequencePool Sequences)
{
    /// <summary>Its tensors: <c>NAME.latents</c> [positions, width] float32, <c>NAME.tokens</c> [positions] in the ids of the task,
    /// <c>NAME.offsets</c> [sequences + 1], and what a recording of it needs: <c>NAME.eligible</c> [positions], and for each variable
    /// <c>NAME.variable.V</c> [positions] float64, NaN where it has no value. Where the input is continuous, <c>NAME.features</c> too:
    /// [sequences, features], or where vectors are fed one by one [positions, features], zeros at <c>E</c>.</summary>
    public IEnumerable<TensorData> Tensors()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TokenRows rows = Sequences.Rows;
        (int Sequence, int Position)[] places = [.. Places];
        int[] flat = [.. places.Select(place => rows.Offsets[place.Sequence] + place.Position)];
        using RunnableActivity activity = Network.Network.Record(rows, [Network.Site], onlyRead: true)[0];
        TensorData[] tensors =
        [
            TensorFile.ToData($"{Network.Name}.latents", activity.Latents(flat)),
            TensorData.Of<long>($"{Network.Name}.tokens", [flat.Length], [.. flat.Select(at => (long)rows.Tokens[at])]),
            TensorData.Of<long>($"{Network.Name}.offsets", [rows.Count + 1], Offsets()),
            TensorData.Of<bool>($"{Network.Name}.eligible", [flat.Length],
                [.. places.Select(place => Sequences.Eligible(place.Sequence).Contains(place.Position))]),
            .. Variables.Select(variable => TensorData.Of<double>($"{Network.Name}.variable.{variable.Name}", [flat.Length],
                [.. places.Select(place => Value(variable.Name, place.Sequence, place.Position) ?? double.NaN)])),
        ];
        return IsContinuous ? tensors.Append(Features([rows.Count, Network.SequenceTask.FeatureWidth], rows.Features))
            : rows.Stimuli is { } stimuli
                ? tensors.Append(Features([flat.Length, stimuli.Width], [.. flat.SelectMany(at => stimuli.Of(rows.Tokens[at]).ToArray())]))
            : tensors;
    }

    private TensorData Features(long[] shape, float[] values) => TensorData.Of<float>($"{Network.Name}.features", shape, values);

    private IEnumerable<(int Sequence, int Position)> Places => Enumerable.Range(0, Sequences.Count)
        .SelectMany(sequence => Enumerable.Range(0, Length(sequence)).Select(position => (sequence, position)));

    private long[] Offsets()
    {
        var offsets = new long[Sequences.Count + 1];
        for (int sequence = 0; sequence < Sequences.Count; sequence++)
            offsets[sequence + 1] = offsets[sequence] + Length(sequence);
        return offsets;
    }

    // Of a continuous input there is activity at the first position alone.
    private bool IsContinuous => Network.SequenceTask.FeatureWidth > 0;

    // Nothing was recorded at the end of a trial.
    private int Length(int sequence) => IsContinuous ? 1 : Sequences.Length(sequence) - (Network.Network.CanBeRun ? 0 : 1);

    /// <summary>What the tensors are about, as JSON.</summary>
    public KeyValuePair<string, string> Metadata => new(Network.Name, new JsonObject
    {
        ["task"] = Network.SequenceTask.Name,
        ["site"] = Network.Site.Name,
        ["vocabulary"] = new JsonArray([.. Network.SequenceTask.Vocabulary.Words.Select(word => JsonValue.Create(word))]),
    }.ToJsonString(new JsonSerializerOptions()));

    /// <summary><c>positions</c>: one row for each position of each network, in the order of the tensors, with the variables of all tasks.
    /// They are empty where a network's task has no such variable or the variable has no value. <c>E</c>, the last token of a sequence, has
    /// none. The bins of a recording have no word.</summary>
    public static TableFile Positions(IReadOnlyList<ExportedLatents> networks)
    {
        string[] variables = [.. networks.SelectMany(one => one.Variables).Select(variable => variable.Name).Distinct()];
        (ExportedLatents Of, int Sequence, int Position)[] rows =
            [.. networks.SelectMany(one => one.Places.Select(place => (one, place.Sequence, place.Position)))];
        return new TableFile(
        [
            new WordColumn("network", [.. rows.Select(row => row.Of.Network.Name)]),
            new WholeColumn("sequence", [.. rows.Select(row => row.Sequence)]),
            new WholeColumn("position", [.. rows.Select(row => row.Position)]),
            new WordColumn("word", [.. rows.Select(row => row.Of.Word(row.Sequence, row.Position))]),
            new FlagColumn("scored", [.. rows.Select(row => (bool?)row.Of.Sequences.TaskTokens(row.Sequence)[row.Position])]),
            .. variables.Select(name => new NumberColumn(name, [.. rows.Select(row => row.Of.Value(name, row.Sequence, row.Position))])),
        ]);
    }

    private IReadOnlyList<CausalVariable> Variables => Network.SequenceTask.Variables;

    private string Word(int sequence, int position)
    {
        (Vocabulary vocabulary, int id) = (Network.SequenceTask.Vocabulary, Sequences.Tokens(sequence)[position]);
        return id < vocabulary.Count ? vocabulary.Word(id) : "";
    }

    private double? Value(string variable, int sequence, int position)
    {
        int index = Variables.TakeWhile(one => one.Name != variable).Count();
        if (index == Variables.Count || position == Sequences.Length(sequence) - 1)
            return null;
        CausalValue value = Sequences.Values(sequence, position)[index];
        return value.IsNone ? null : value.Number;
    }
}
