namespace Mas.Networks;

/// <summary>Activity that was recorded once, as rows of a table. It can be read; nothing goes on from it.</summary>
/// <param name="table">[rows, width]; owned from here on.</param>
/// <param name="rows">[flat positions of the pool] the row of each.</param>
/// <param name="predicting">Gives the logits, where they are known; owned from here on.</param>
internal sealed class RecordedActivity(Tensor table, int[] rows, RunnableActivity? predicting = null) : RunnableActivity
{
    private readonly Tensor _table = table.DetachFromDisposeScope();

    public override int Width => (int)_table.size(1);

    public override Tensor Latents(ReadOnlySpan<int> positions)
    {
        var chosen = new int[positions.Length];
        for (int i = 0; i < chosen.Length; i++)
            chosen[i] = rows[positions[i]];
        return _table.Rows(chosen);
    }

    /// <exception cref="InvalidOperationException">Nothing is known but the activity.</exception>
    public override Tensor Logits(ReadOnlySpan<int> positions) =>
        predicting?.Logits(positions) ?? throw new InvalidOperationException("A recording says nothing of what comes next.");

    /// <exception cref="InvalidOperationException">Always.</exception>
    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) =>
        throw new InvalidOperationException("A recording cannot be run.");

    public override RunnableActivity Share() => new RecordedActivity(_table.alias(), rows, predicting?.Share());

    public override void Dispose()
    {
        _table.Dispose();
        predicting?.Dispose();
    }
}
