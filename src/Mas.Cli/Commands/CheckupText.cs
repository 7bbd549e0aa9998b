using System.Text.Json;
using Mas.Evaluation.Exports;
using Mas.Experiments;
using Mas.Results.Json;
using Mas.Results.Statistics;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary>One checked network for people and for programs.</summary>
internal static class CheckupText
{
    private const int LongestShown = 24;

    /// <summary>How it does its task, three sequences, what is wrong with it, and its sites.</summary>
    public static string Text(Experiment asked, NetworkCheckup found)
    {
        IEnumerable<string> lines =
        [
            Summary(found), "", .. found.Export.Shown(found.Task.Vocabulary).SelectMany(Lines), Sentence(found.Export),
        ];
        string text = string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line).TrimEnd()));
        return found.Sites is null ? text : $"{text}{Environment.NewLine}{Environment.NewLine}{CheckText.Table(asked, [found.Sites])}";
    }

    public static string Json(Experiment asked, NetworkCheckup found) => ResultJson.Object(json =>
    {
        CheckedExport export = found.Export;
        json.WriteString("network", found.Name);
        json.WriteString("task", found.Task.Name);
        json.WriteNumber("sequences", export.AsItIs.Right.Length);
        json.WriteNumber("accuracy", export.AsItIs.Accuracy);
        ResultJson.Write(json, "accuracy_held_out", HeldOut(found));
        json.WriteNumber("loss", export.AsItIs.Loss);
        json.WriteBoolean("learned", export.HasLearned);
        json.WriteNumber("mistakes_tried", export.Tried);
        json.WriteString("cause", export.Found?.Cause ?? export.Cause);
        json.WriteString("mend", export.Found?.Mend);
        ResultJson.Write(json, "accuracy_mended", export.Mended?.Accuracy);
        ResultJson.Write(json, "loss_mended", export.Mended?.Loss);
        json.WriteString("sentence", Sentence(export));
        json.WriteStartArray("examples");
        foreach (CheckedSequence sequence in export.Shown(found.Task.Vocabulary))
            Write(json, sequence);
        json.WriteEndArray();
        json.WritePropertyName("sites");
        if (found.Sites is null)
            json.WriteNullValue();
        else
            json.WriteRawValue(CheckText.Json(asked, [found.Sites]));
    });

    private static string Summary(NetworkCheckup found)
    {
        string heldOut = HeldOut(found) is double share
            ? $"; of the quantities {string.Join(", ", found.Task.Options.HeldOut)}, {Percent.Of(share)}" : "";
        return Invariant($"{found.Name} on {found.Task.Name}: {Percent.Of(found.Export.AsItIs.Accuracy)} of ")
            + Invariant($"{found.Export.AsItIs.Right.Length} fresh sequences right{heldOut}; loss {found.Export.AsItIs.Loss:g3} ")
            + "(mean cross-entropy at scored positions).";
    }

    private static double? HeldOut(NetworkCheckup found) => found.Export.AccuracyOn(found.Task.Options.HeldOut.Contains);

    private static string Sentence(CheckedExport export)
    {
        string tried = Invariant(
            $"{export.Tried} usual mistakes were tried: what stands in another order, is transposed or shifted by one");
        return export.Cause is string cause ? $"What is wrong: {cause}."
            : export.HasLearned ? $"Nothing wrong was found. {tried}; none of them would have doubled the loss."
            : $"It has not learned this task, and no single mistake explains it. {tried}. Is it fully trained, and on this task?";
    }

    // Token by token below one another; of a long sequence the part around the first error.
    private static IEnumerable<string> Lines(CheckedSequence sequence)
    {
        string[] due = Spread(sequence, sequence.Due), answered = Spread(sequence, sequence.Answered);
        int wrong = Array.FindIndex(Enumerable.Range(0, due.Length).ToArray(), t => due[t] != answered[t]);
        int first = Math.Clamp((wrong < 0 ? 0 : wrong) - (LongestShown / 2), 0, Math.Max(0, due.Length - LongestShown));
        int[] shown = [.. Enumerable.Range(first, Math.Min(LongestShown, due.Length - first))];
        string Line(string name, Func<int, string> word) => $"  {name,-9} " + string.Join(' ', shown.Select(t =>
            word(t).PadRight(new[] { sequence.Fed[t], due[t], answered[t] }.Max(one => one.Length))));
        yield return Line("fed", t => sequence.Fed[t]);
        yield return Line("due next", t => due[t]);
        yield return Line("answered", t => answered[t]);
        yield return "";
    }

    private static string[] Spread(CheckedSequence sequence, IReadOnlyList<string> words)
    {
        string[] spread = [.. sequence.Fed.Select(_ => "·")];
        for (int i = 0; i < words.Count; i++)
            spread[sequence.Positions[i]] = words[i];
        return spread;
    }

    private static void Write(Utf8JsonWriter json, CheckedSequence sequence)
    {
        json.WriteStartObject();
        foreach ((string name, IReadOnlyList<string> words) in new[]
            { ("fed", sequence.Fed), ("due", sequence.Due), ("answered", sequence.Answered) })
        {
            json.WriteStartArray(name);
            foreach (string word in words)
                json.WriteStringValue(word);
            json.WriteEndArray();
        }
        json.WriteStartArray("positions");
        foreach (int position in sequence.Positions)
            json.WriteNumberValue(position);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
