namespace Mas.Networks.Called;

/// <summary>Targets of a network that can only be called. Each row runs as a whole: the natural sequence up to its last entry, and what
/// follows. The latents beside what is replaced are the natural ones.</summary>
internal sealed class CalledTargets : PreparedTargets
{
    private readonly CalledActivity _activity;
    private readonly Tensor _latents; // [entries, width] natural
    private readonly int[] _entries;
    private readonly int[] _sequences, _prefixes; // [rows] the natural sequence, and how much of it runs
    private (TargetPlaces Places, CalledBlock[] Blocks)? _last; // of the places that were last asked for

    /// <exception cref="InputException">The network has activity at one position, and a row has more.</exception>
    public CalledTargets(CalledActivity activity, TargetRows rows)
        : base(rows)
    {
        _activity = activity;
        _sequences = Array.ConvertAll(rows.Last, Sequences.RowOf);
        _prefixes = [.. rows.Last.Select((last, row) => last - Sequences.Rows.Offsets[_sequences[row]] + 1)];
        if (Sequences.IsStill && (rows.EntryOffsets[^1] != rows.Count || rows.Last.Any(last => Sequences.IndexOf(last) < 0)
            || Enumerable.Range(0, rows.Count).Any(row => rows.Continuations.Length(row) != 1)))
            throw Model.Error("a network with a continuous input predicts one label from one position here; use a task of one position, "
                + "and the single scheme");
        _entries = [.. Enumerable.Range(0, rows.EntryOffsets[^1])];
        _latents = activity.Latents(rows.EntryPositions()).DetachFromDisposeScope();
        PositionsRun = _prefixes.Select((prefix, row) => prefix + rows.Continuations.Length(row) - 1).Sum();
    }

    private CalledModel Model => _activity.Model;

    private CalledSequences Sequences => _activity.Sequences;

    private Site Site => _activity.Site;

    public override int PositionsRun { get; }

    public override TargetReadings Resume(Replacement replace, TargetReads reads)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = replace(_latents, _entries);
        RequireWayBack(replaced);
        return new TargetReadings(
            reads.Logits is { } places ? Joined(places, block => Logits(block, replaced)) : null,
            reads.Latents is { } later ? Joined(later, block => block.Read(Later(block, replaced))) : null).MoveOut();
    }

    // What libtorch does not differentiate would lose the gradient in silence.
    private void RequireWayBack(Tensor replaced)
    {
        if (!Model.IsDifferentiable && replaced.requires_grad && is_grad_enabled())
            throw new InvalidOperationException($"The network ({Model.Architecture}) can only be called, and its logits carry no gradient; "
                + "use Score or Differentiate, which ask the model for it.");
    }

    private Tensor Logits(CalledBlock block, Tensor replaced) =>
        _activity.Words.InOrder(block.Read(Model.Resume(block.Input, block.Swap(Site, replaced))));

    // What is written at a site that is not handed on cannot be seen there later.
    private Tensor Later(CalledBlock block, Tensor replaced) => Site.IsHandedOn
        ? Model.Follow(block.Input, block.Swap(Site, replaced)) : Model.Record(block.Input, [Site])[0];

    private Tensor Joined(TargetPlaces places, Func<CalledBlock, Tensor> read)
    {
        CalledBlock[] blocks = BlocksOf(places);
        long[] order = new long[places.Count];
        foreach ((int at, int place) in blocks.SelectMany(block => block.Places).Index())
            order[place] = at;
        return cat([.. blocks.Select(read)], 0).index_select(0, Model.Device.Indices(order));
    }

    internal override ScoredRun Score(Replacement replace, TargetPlaces places, long[] labels, double[]? shares)
    {
        using var scope = NewDisposeScope();
        Tensor replaced = replace(_latents, _entries), start = replaced.detach();
        Tensor? gradient = shares is null ? null : zeros_like(start);
        var scores = new PlaceScores(labels, shares);
        foreach (CalledBlock block in BlocksOf(places))
        {
            using var inner = NewDisposeScope();
            using var way = gradient is null ? null : new CalledLogits(_activity, block, start);
            Tensor? back = scores.Add(block.Places, way?.Logits ?? Forward(block, start));
            if (way is not null)
                block.CopyTo(way.Back(back!), gradient!);
        }
        // Latents that are no numbers are not the model's fault.
        if (scores.HasNoNumber && start.isfinite().all().item<bool>())
            throw Model.Error($"{Model.NameOf(CalledPart.Resume, Site)} gives logits that are no numbers");
        return new ScoredRun(
            scores.Losses, scores.Predicted, gradient is null ? null : (replaced * gradient).sum().MoveToOuterDisposeScope());
    }

    private Tensor Forward(CalledBlock block, Tensor start)
    {
        using var frozen = no_grad();
        return Logits(block, start);
    }

    internal override DifferentiableLogits Differentiate(Tensor latents, TargetPlaces places)
    {
        using var scope = NewDisposeScope();
        CalledBlock[] blocks = BlocksOf(places);
        CalledLogits[] runs = [.. blocks.Select(block => new CalledLogits(_activity, block, latents))];
        return new JoinedLogits(blocks, runs, Joined(places, block => runs[Array.IndexOf(blocks, block)].Logits), latents.shape);
    }

    private CalledBlock[] BlocksOf(TargetPlaces places)
    {
        if (_last is { } last && ReferenceEquals(last.Places, places))
            return last.Blocks;
        DisposeBlocks();
        int[] offsets = places.Offsets(Rows.Count);
        int[] lengths = [.. Enumerable.Range(0, Rows.Count).Select(row => offsets[row] == offsets[row + 1] ? 0
            : _prefixes[row] + places.Steps[offsets[row]..offsets[row + 1]].Max())];
        _last = (places, [.. CalledBlocks.Of(lengths, Model.Words).Select(rows => Block(rows, lengths, places, offsets))]);
        return _last.Value.Blocks;
    }

    private CalledBlock Block(int[] rows, int[] lengths, TargetPlaces places, int[] offsets)
    {
        using var scope = NewDisposeScope();
        int Token(int i, int at)
        {
            int row = rows[i], prefix = _prefixes[row];
            return at < prefix ? Sequences.Rows.Row(_sequences[row])[at] : Rows.Continuations.Row(row)[at - prefix];
        }
        IEnumerable<(int Row, int Time, int Number)> Each(int[] bounds, Func<int, int, int> time) => rows.Index().SelectMany(one =>
            Enumerable.Range(bounds[one.Item], bounds[one.Item + 1] - bounds[one.Item])
                .Select(number => (one.Index, time(one.Item, number), number)));
        CalledInput input = Sequences.Input(
            Array.ConvertAll(rows, row => _sequences[row]), Array.ConvertAll(rows, row => lengths[row]), Token);
        // The last entry of a row is the last position of its prefix.
        return new CalledBlock(
            input, [.. Each(Rows.EntryOffsets, (row, entry) => _prefixes[row] - Rows.EntryOffsets[row + 1] + entry)],
            [.. Each(offsets, (row, place) => _prefixes[row] - 1 + places.Steps[place])]);
    }

    private void DisposeBlocks()
    {
        foreach (CalledBlock block in _last?.Blocks ?? [])
            block.Dispose();
        _last = null;
    }

    public override void Dispose()
    {
        DisposeBlocks();
        _latents.Dispose();
    }
}
