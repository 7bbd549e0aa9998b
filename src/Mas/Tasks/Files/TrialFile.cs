using System.Security.Cryptography;
using System.Text.Json;
using Mas.Causal;

namespace Mas.Tasks.Files;

/// <summary>The content of a file of recorded sequences, one JSON object on each line.</summary>
/// <param name="Trials">The sequences, at least one.</param>
/// <param name="Variables">Their variables, in the order of the first line.</param>
/// <param name="Hash">SHA-256 of the file, hexadecimal.</param>
internal sealed record TrialFile(Trial[] Trials, Vocabulary Vocabulary, CausalVariable[] Variables, string Hash)
{
    /// <summary>Vectors that are fed; null where words are.</summary>
    public StimulusTable? Stimuli { get; init; }

    /// <summary>Which words are fed and which are labels; null where the next word is predicted.</summary>
    public WordSides? Sides { get; init; }

    private const int MostBytes = 64 << 20, LongestLine = 1 << 20, MostTrials = 100_000, MostValues = 8_000_000, MostWords = 50_000;

    /// <exception cref="InputException">Everything that is wrong with the file.</exception>
    public static TrialFile Read(string path)
    {
        byte[] all = FileBytes.ReadAll(path, MostBytes, "give fewer or shorter sequences");
        ReadOnlyMemory<byte> bytes = Utf8Text.Of(all, path);
        TrialErrors errors = new(path);
        TrialNotes notes = new();
        List<RawTrial> raw = [];
        long values = 0;
        for (int line = 1, start = 0; start < bytes.Length && !errors.AreMany; line++)
        {
            int length = bytes.Span[start..].IndexOf((byte)'\n') is >= 0 and int found ? found : bytes.Length - start;
            ReadOnlyMemory<byte> text = bytes.Slice(start, length);
            start += length + 1;
            if (text.Span.ContainsAnyExcept(" \t\r"u8) && ReadLine(text, line, errors, notes) is { } trial)
            {
                raw.Add(trial);
                values += (long)trial.Scored.Length * notes.Columns.Count;
            }
            if (raw.Count > MostTrials || values > MostValues || Math.Max(notes.Words.Count, notes.Labels.Count) > MostWords)
                throw new InputException($"up to here there are more than {MostTrials} sequences, {MostValues} values or "
                    + $"{MostWords} different words; give fewer or shorter sequences", path, line);
        }
        // What lines that are wrong would have said is not missing.
        errors.ThrowIfAny();
        if (raw.Count == 0)
            errors.Add(null, null, "the file holds no sequences; write one JSON object on each line");
        foreach (VariableColumn column in notes.Columns.Where(column => !column.HasValues))
            errors.Add(null, $"variables.{column.Name}", "the variable has no value anywhere in the file; leave it out or give its values");
        errors.ThrowIfAny();
        return Finish(raw, notes, errors, Convert.ToHexStringLower(SHA256.HashData(all)));
    }

    private static RawTrial? ReadLine(ReadOnlyMemory<byte> text, int line, TrialErrors errors, TrialNotes notes)
    {
        if (text.Length > LongestLine)
        {
            errors.Add(line, null, $"the line has {text.Length} bytes, and at most {LongestLine} are read; give shorter sequences");
            return null;
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new() { MaxDepth = 8 });
            return new TrialLine(document.RootElement, line, errors).Read(notes);
        }
        catch (JsonException error)
        {
            errors.Add(line, null, $"the line is not JSON (byte {error.BytePositionInLine + 1}); write one object on each line");
        }
        catch (InvalidOperationException)
        {
            errors.Add(line, null, "a text holds half of a character, such as \\ud800 alone; write whole ones");
        }
        return null;
    }

    private static TrialFile Finish(List<RawTrial> raw, TrialNotes notes, TrialErrors errors, string hash)
    {
        Vocabulary vocabulary = new(notes.Words.Ordered.Union(notes.Labels.Ordered).Except(["B", "E"]));
        int[] words = notes.Words.Renumbered(vocabulary.Id), labels = notes.Labels.Renumbered(vocabulary.Id);
        int[]?[] values = [.. notes.Columns.Select(column => column.Renumbering())];
        StimulusTable? stimuli = notes.Form.HasVectors ? notes.Stimuli.Table(vocabulary.Count) : null;
        int[] Ids(RawTrial trial) => stimuli is null ? [.. trial.Fed.Select(word => words[word])]
            : [.. trial.Fed.Select(vector => stimuli.First + vector), Vocabulary.Eos];
        Trial[] trials = [.. raw.Select(trial => new Trial(
            trial.Line, Ids(trial), trial.Scored, Values(trial, values), trial.EligiblePositions())
        {
            Labels = trial.Labels is null ? null : [.. trial.Labels.Select(label => label < 0 ? Vocabulary.Pad : labels[label])],
        })];
        if (Array.TrueForAll(trials, trial => trial.Eligible.Length == 0))
            errors.Add(null, null, "no position of any sequence has all its variables and a scored position after it, "
                + "so that nothing can be intervened on");
        errors.ThrowIfAny();
        return new(trials, vocabulary, [.. notes.Columns.Select(column => column.Variable)], hash)
        {
            Stimuli = stimuli,
            Sides = notes.Form.HasLabels
                ? new(stimuli is null ? [.. Vocabulary.Framing.Union(notes.Words.Ordered)] : [], notes.Labels.Ordered) : null,
        };
    }

    private static CausalValue[] Values(RawTrial trial, int[]?[] labels)
    {
        int variables = labels.Length;
        CausalValue[] values = new CausalValue[(trial.Scored.Length - 1) * variables];
        for (int i = 0; i < values.Length; i++)
        {
            double value = trial.Columns[i % variables][i / variables];
            values[i] = double.IsNaN(value)
                ? CausalValue.None : new(labels[i % variables] is { } renumbered ? renumbered[(int)value] : value);
        }
        return values;
    }
}

/// <summary>What is wrong with a file of trials, in the order of its lines; after so many, reading on would help nobody.</summary>
internal sealed class TrialErrors(string file)
{
    private const int Most = 20;

    private readonly List<InputError> _errors = [];

    public bool AreMany => _errors.Count >= Most;

    public void Add(int? line, string? key, string message)
    {
        if (!AreMany)
            _errors.Add(new(message, file, line, Key: key));
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InputException(_errors);
    }
}
