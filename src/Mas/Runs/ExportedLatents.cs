using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Causal;
using Mas.Comparison;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Tables;
using Mas.Tensors.Safetensors;

namespace Mas.Runs;

/// <summary>The natural activity of one network over its test sequences, with what is known of each position.</summary>
internal sealed record ExportedLatents(OpenedNetwork Network, SequencePool Sequences)
{
    /// <summary>Its tensors: <c>NAME.latents</c> [positions, width] float32, <c>NAME.tokens</c> [positions] in the ids of the task and
    /// <c>NAME.offsets</c> [sequences + 1]; where the input is continuous, <c>NAME.features</c> [sequences, features] too.</summary>
    public IEnumerable<TensorData> Tensors()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        TokenRows rows = Sequences.Rows;
        int[] positions = [.. Enumerable.Range(0, rows.Count).SelectMany(row => Enumerable.Range(rows.Offsets[row], Length(row)))];
        int[] offsets = [.. Enumerable.Range(0, rows.Count + 1).Select(row => IsContinuous ? row : rows.Offsets[row])];
        using RunnableActivity activity = Network.Network.Record(rows, [Network.Site], onlyRead: true)[0];
        TensorData[] tensors =
        [
            TensorFile.ToData($"{Network.Name}.latents", activity.Latents(positions)),
            TensorData.Of<long>($"{Network.Name}.tokens", [positions.Length], [.. positions.Select(at => (long)rows.Tokens[at])]),
            TensorData.Of<long>($"{Network.Name}.offsets", [offsets.Length], [.. offsets.Select(offset => (long)offset)]),
        ];
        long[] shape = [rows.Count, rows.Features.Length / Math.Max(1, rows.Count)];
        return IsContinuous ? tensors.Append(TensorData.Of<float>($"{Network.Name}.features", shape, rows.Features)) : tensors;
    }

    // Of a continuous input there is activity at the first position alone.
    private bool IsContinuous => Network.SequenceTask.FeatureWidth > 0;

    private int Length(int sequence) => IsContinuous ? 1 : Sequences.Length(sequence);

    /// <summary>What the tensors are about, as JSON.</summary>
    public KeyValuePair<string, string> Metadata => new(Network.Name, new JsonObject
    {
        ["task"] = Network.SequenceTask.Name,
        ["site"] = Network.Site.Name,
        ["vocabulary"] = new JsonArray([.. Network.SequenceTask.Vocabulary.Words.Select(word => JsonValue.Create(word))]),
    }.ToJsonString(new JsonSerializerOptions()));

    /// <summary><c>positions</c>: one row for each position of each network, in the order of the tensors, with the variables of all tasks.
    /// They are empty where a network's task has no such variable or the variable has no value. <c>E</c>, the last token of a sequence, has
    /// none.</summary>
    public static TableFile Positions(IReadOnlyList<ExportedLatents> networks)
    {
        string[] variables = [.. networks.SelectMany(one => one.Variables).Select(variable => variable.Name).Distinct()];
        (ExportedLatents Of, int Sequence, int Position)[] rows = [.. from one in networks
            from sequence in Enumerable.Range(0, one.Sequences.Count)
            from position in Enumerable.Range(0, one.Length(sequence))
            select (one, sequence, position)];
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

    private string Word(int sequence, int position) => Network.SequenceTask.Vocabulary.Word(Sequences.Tokens(sequence)[position]);

    private double? Value(string variable, int sequence, int position)
    {
        int index = Variables.TakeWhile(one => one.Name != variable).Count();
        if (index == Variables.Count || position == Sequences.Length(sequence) - 1)
            return null;
        CausalValue value = Sequences.Values(sequence, position)[index];
        return value.IsNone ? null : value.Number;
    }
}
