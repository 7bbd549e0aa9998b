namespace Mas.Networks.Called;

/// <summary>Natural sequences as a model is called with them: token by token, or where it takes a continuous input, one position
/// each.</summary>
internal sealed class CalledSequences
{
    private readonly CalledModel _model;
    private readonly CalledWords _words;

    /// <exception cref="InputException">The model takes a continuous input, and the sequences have none or one of another width; or the
    /// other way round.</exception>
    public CalledSequences(CalledModel model, CalledWords words, TokenRows rows)
    {
        (_model, _words, Rows) = (model, words, rows);
        int given = rows.Stimuli?.Width ?? (rows.Count == 0 ? model.Features : rows.Features.Length / rows.Count);
        if (given != model.Features)
            throw model.Error(
                $"the network takes {Input(model.Features)} at each position, and the task gives {Input(given)}; use a network that was "
                + "trained on this task");
    }

    private static string Input(int features) => features == 0 ? "a word" : Invariant($"{features} numbers");

    public TokenRows Rows { get; }

    /// <summary>Whether a sequence is one position with a continuous input.</summary>
    public bool IsStill => _model.Features > 0 && Rows.Stimuli is null;

    /// <summary>Number of positions with activity.</summary>
    public int Positions => IsStill ? Rows.Count : Rows.Tokens.Length;

    /// <summary>Number of a sequence's positions that run: the end behind vectors is no vector, and what is not in the file is not
    /// fed.</summary>
    public int Length(int row) => IsStill ? 1
        : Rows.Stimuli is { } stimuli && Rows.Row(row)[^1] < stimuli.First ? Rows.Length(row) - 1 : Rows.Length(row);

    /// <summary>Number of the first position with activity of a sequence, among those of all.</summary>
    public int First(int row) => IsStill ? row : Rows.Offsets[row];

    /// <summary>The sequence that a flat position belongs to.</summary>
    public int RowOf(int position)
    {
        int found = Array.BinarySearch(Rows.Offsets, position);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Number of a flat position among the positions with activity.</summary>
    /// <exception cref="InputException">There is no activity.</exception>
    public int IndexOf(int position)
    {
        if (!IsStill)
            return position;
        int row = RowOf(position);
        return Rows.Offsets[row] == position ? row : throw _model.Error(
            "a network with a continuous input has activity at the first position of a sample only, and "
            + Invariant($"position {position} is no first one; use a task of one position"));
    }

    /// <summary>The beginnings of sequences, and what follows them.</summary>
    /// <param name="rows">[batch] which.</param>
    /// <param name="lengths">[batch] how many positions run.</param>
    /// <param name="token">The token of a row of the batch at a place of its sequence.</param>
    public CalledInput Input(int[] rows, int[] lengths, Func<int, int, int> token)
    {
        if (IsStill)
        {
            int width = _model.Features;
            float[] values = [.. rows.SelectMany(row => Rows.Features.AsSpan(row * width, width).ToArray())];
            return new(_model.Device.From(values, rows.Length, 1, width), lengths);
        }
        int time = lengths.Max();
        if (Rows.Stimuli is { } stimuli)
            return new(_model.Device.From(Vectors(stimuli, lengths, token), rows.Length, time, stimuli.Width), lengths);
        var ids = new long[rows.Length * time];
        Array.Fill(ids, _words.Own(Tasks.Vocabulary.Pad));
        for (int i = 0; i < rows.Length; i++)
            for (int at = 0; at < lengths[i]; at++)
                ids[i * time + at] = _words.Own(token(i, at));
        using Tensor flat = _model.Device.Indices(ids);
        return new(flat.reshape(rows.Length, time), lengths);
    }

    // [batch · time · width], zeros behind the end of a row.
    private static float[] Vectors(StimulusTable stimuli, int[] lengths, Func<int, int, int> token)
    {
        int time = lengths.Max(), width = stimuli.Width;
        var values = new float[lengths.Length * time * width];
        for (int i = 0; i < lengths.Length; i++)
            for (int at = 0; at < lengths[i]; at++)
                stimuli.Of(token(i, at)).CopyTo(values.AsSpan((i * time + at) * width, width));
        return values;
    }

    /// <summary>The beginnings of natural sequences.</summary>
    public CalledInput Input(int[] rows, int[] lengths) => Input(rows, lengths, (row, at) => Rows.Row(rows[row])[at]);
}
