using Mas.Alignments;

namespace Mas.Interchange;

/// <summary>What the sources of a batch write into their target, for every intervened position: it depends on natural latents only, so it
/// is known before the target is run.</summary>
/// <param name="Values">[entries, target columns] Σ over the sources of m ⊙ A_s(h_source).</param>
/// <param name="Mask">[entries, target columns] the sum of their masks; null for ones.</param>
internal sealed record WrittenCoordinates(Tensor Values, Tensor? Mask)
{
    public static WrittenCoordinates Of(InterchangeData data, TargetBatch batch, StepMaps maps)
    {
        int columns = maps.Maps[batch.Network].Columns;
        var values = new List<Tensor>();
        var masks = new List<Tensor>();
        var entries = new List<int>();
        foreach (BatchMember member in batch.Members)
        {
            int source = data.Routes[member.Route].Source;
            var positions = new List<int>();
            var variables = new List<int>();
            TargetBatch.ReadPositions(member, data.Pools[source].Offsets, positions, entries, variables);
            AlignmentMap map = maps.Maps[source];
            Tensor? mask = maps.Masks is null ? null : RowsOf(maps.Masks.narrow(1, 0, columns), variables);
            values.Add(InterchangeIntervention.Written(map.Align(data.Sources[source].Latents(positions.ToArray())), mask, columns));
            if (mask is not null)
                masks.Add(mask);
        }
        Tensor? allMasks = masks.Count == 0 ? null : cat(masks, 0);
        Tensor allValues = cat(values, 0);
        return IsInOrder(entries, batch.Entries)
            ? new(allValues, allMasks)
            : new(Sum(allValues, entries, batch.Entries), allMasks is null ? null : Sum(allMasks, entries, batch.Entries));
    }

    public WrittenCoordinates At(int[] entries)
    {
        if (IsInOrder(entries, (int)Values.size(0)))
            return this;
        using Tensor index = Device.Of(Values).Indices(entries);
        return new(Values.index_select(0, index), Mask?.index_select(0, index));
    }

    /// <summary>h', [entries, target width]: the target's latents with this written into them.</summary>
    /// <param name="latents">[entries, target width] as they stand.</param>
    /// <param name="replacesAll">Whether the mask drops the target's other coordinates.</param>
    public Tensor Into(Tensor latents, AlignmentMap target, bool replacesAll) => replacesAll
        ? InterchangeIntervention.Replace(target, Values)
        : InterchangeIntervention.Swap(latents, target, Values, Mask);

    private static Tensor RowsOf(Tensor masks, List<int> variables)
    {
        return variables.TrueForAll(variable => variable == variables[0])
            ? masks.narrow(0, variables[0], 1).expand(variables.Count, -1) : masks.Rows(variables.ToArray());
    }

    // Several sources may write into one entry.
    private static Tensor Sum(Tensor rows, List<int> entries, int count)
    {
        using var scope = NewDisposeScope();
        Device device = Device.Of(rows);
        Tensor sum = device.Zeros(count, rows.size(1)), index = device.Indices(entries.ToArray());
        return sum.index_add(0, index, rows, HeldScalar.One).MoveToOuterDisposeScope();
    }

    private static bool IsInOrder(IReadOnlyList<int> entries, int count)
    {
        if (entries.Count != count)
            return false;
        for (int i = 0; i < count; i++)
            if (entries[i] != i)
                return false;
        return true;
    }
}
