namespace Mas.Networks.Called;

/// <summary>Natural activity of a network that can only be called.</summary>
/// <param name="latents">[positions with activity, width]; owned from here on.</param>
/// <param name="kept">[positions] flat positions of the latents, ascending; null for all.</param>
internal sealed class CalledActivity(
    CalledModel model, CalledWords words, CalledSequences sequences, Site site, Tensor latents, int[]? kept = null) : RunnableActivity
{
    public CalledModel Model => model;

    public CalledWords Words => words;

    public CalledSequences Sequences => sequences;

    public Site Site => site;

    public override int Width => site.Width;

    public override Tensor Latents(ReadOnlySpan<int> positions) => latents.Rows(Array.ConvertAll(positions.ToArray(), Place));

    private int Place(int position) => kept is null ? sequences.IndexOf(position)
        : Array.BinarySearch(kept, position) is >= 0 and int place ? place
        : throw new InvalidOperationException($"The latent at position {position} was not kept.");

    /// <summary>Runs the sequences of these positions, each as far as its last one.</summary>
    public override Tensor Logits(ReadOnlySpan<int> positions)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int[] asked = positions.ToArray(), owners = Array.ConvertAll(asked, sequences.RowOf), rows = [.. owners.Distinct()];
        int At(int i) => sequences.IndexOf(asked[i]) - sequences.First(owners[i]);
        ILookup<int, int> own = Enumerable.Range(0, asked.Length).ToLookup(i => owners[i]);
        int[] lengths = Array.ConvertAll(rows, row => own[row].Max(At) + 1);
        List<Tensor> found = [model.Device.Empty(0, words.Count)];
        List<long> order = [];
        foreach (int[] block in CalledBlocks.Of(lengths, model.Words))
        {
            using var inner = NewDisposeScope();
            CalledInput input = sequences.Input(Array.ConvertAll(block, i => rows[i]), Array.ConvertAll(block, i => lengths[i]));
            int[][] places = Array.ConvertAll(block, i => own[rows[i]].ToArray());
            long[] flat = [.. places.SelectMany((one, row) => one.Select(i => row * input.Time + At(i)))];
            order.AddRange(places.SelectMany(one => one.Select(i => (long)i)));
            Tensor chosen = model.Logits(input).reshape(-1, model.Words).index_select(0, model.Device.Indices(flat));
            if (!chosen.isfinite().all().item<bool>())
                throw model.Error($"{model.NameOf(CalledPart.Logits)} gives logits that are no numbers");
            found.Add(words.InOrder(chosen).MoveToOuterDisposeScope());
        }
        Tensor all = cat(found, 0);
        return empty_like(all).index_copy_(0, model.Device.Indices([.. order]), all).MoveToOuterDisposeScope();
    }

    public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => new CalledTargets(this, rows);

    public override RunnableActivity Share() =>
        new CalledActivity(model, words, sequences, site, latents.alias().DetachFromDisposeScope(), kept);

    public override RunnableActivity Only(int[] positions) =>
        new CalledActivity(model, words, sequences, site, Latents(positions).DetachFromDisposeScope(), positions);

    public override void Dispose() => latents.Dispose();
}
