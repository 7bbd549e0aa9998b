using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Pretrained;

namespace Mas.Experiments.Reading;

/// <summary>What is written of a copy.</summary>
/// <param name="Observation">How it is recorded; null where it can be run.</param>
/// <param name="Source">The original's source where it is not among the networks.</param>
internal sealed record ReadCopy(
    string Of, NetworkSource? Source, ulong? Permute, double? Oblique, int NullUnits, Observation? Observation)
{
    /// <summary>Bits that its weights are rounded to; null where they stay.</summary>
    public int? Bits { get; init; }

    /// <summary>The networks, copies with the source of their original, and with its task and its site where they have none.</summary>
    /// <param name="shared">The task of all networks, once for each of its causal models.</param>
    public static IReadOnlyList<ReadNetwork> WithOriginals(IReadOnlyList<ReadNetwork> networks, IReadOnlyList<TaskSource> shared) =>
        [.. networks.Select(network => Resolve(network, networks, shared, []))];

    /// <summary>The networks after some have become several: a copy's original is the one asked about the same causal model.</summary>
    public static IReadOnlyList<ReadNetwork> Renamed(IReadOnlyList<ReadNetwork> networks) =>
        [.. networks.Select(network => Renamed(network, networks))];

    private static ReadNetwork Renamed(ReadNetwork network, IReadOnlyList<ReadNetwork> networks)
    {
        if (network is not { Copy: { } copy, Source: CopiedNetwork source })
            return network;
        if (copy.Source is not null)
            return network;
        ReadNetwork original = networks.Where(other => other.WrittenName == copy.Of).MinBy(other => other.Causal != network.Causal)!;
        return network with { Source = source with { Of = original.Name!, Original = Renamed(original, networks).Source! } };
    }

    private static ReadNetwork Resolve(
        ReadNetwork network, IReadOnlyList<ReadNetwork> networks, IReadOnlyList<TaskSource> shared, ReadNetwork[] copies)
    {
        if (network.Copy is not { } copy)
            return network;
        if (copies.Contains(network))
        {
            Fail(network, "of", "this copy is in the end a copy of itself; wanted is a network with a source of its own");
            return network with { Copy = null };
        }
        if (copy.Source is { } inline)
            return Copied(network, copy, inline, network.Tasks, shared, isFirst: true);
        if (networks.FirstOrDefault(other => other.Name == copy.Of) is not { } found)
        {
            string names = string.Join(", ", networks.Where(other => other != network).Select(other => other.Name));
            Fail(network, "of", $"there is no network '{copy.Of}' to copy; the others are {names}");
            return network;
        }
        ReadNetwork original = Resolve(found, networks, shared, [.. copies, network]);
        IReadOnlyList<TaskSource> tasks = original.HasTask ? original.Tasks : shared;
        if (network.HasTask && network.Tasks.Count > 0 && tasks.Count > 0 && network.Tasks[0].Unasked != tasks[0].Unasked)
            network.Section.Fail("task", $"a copy is on the task of its original '{copy.Of}'; leave this key out");
        if (original.Source is not NetworkSource source)
            return network;
        return Copied(network, copy, source, network.HasTask ? network.Tasks : original.Tasks, shared, copies.Length == 0) with
        {
            Site = network.HasSite ? network.Site : original.Site,
        };
    }

    // The tasks that it is on; none where it is on the one that all share, unless its trials are drawn.
    private static ReadNetwork Copied(
        ReadNetwork network, ReadCopy copy, NetworkSource original, IReadOnlyList<TaskSource> own, IReadOnlyList<TaskSource> shared,
        bool isFirst)
    {
        if (original is DecoderSource model)
            return OfLanguageModel(network, copy, model);
        var copied = new CopiedNetwork(copy.Of, original, copy.Permute, copy.NullUnits)
        {
            Oblique = copy.Oblique,
            Bits = copy.Bits,
            Observation = copy.Observation,
            IsInline = copy.Source is not null,
        };
        if (copied.Error is InputError error && isFirst)
            network.Fail(error);
        return network.OnlyRead(copied) with
        {
            Tasks = copy.Observation is not { Trials: int count, Seed: ulong seed } ? own
                : [.. (own.Count > 0 ? own : shared).Select(task => new TrialsSource(task, count, seed))],
        };
    }

    private static ReadNetwork OfLanguageModel(ReadNetwork network, ReadCopy copy, DecoderSource original)
    {
        Section section = network.Section.Sub(CopiedNetwork.FileKey);
        foreach (string key in CopiedDecoder.Foreign.Where(key => section.Take(key) is not null))
            Fail(network, key, "this is a copy of a language model, of which permute and oblique change the coordinates and bits rounds "
                + "the weights; leave this key out");
        Recoding? recoding = copy.Permute is null && copy.Oblique is null ? null : new(copy.Permute, copy.Oblique);
        if (copy.Bits is not null && original is CopiedDecoder { IsRounded: true })
            Fail(network, "bits", "what is copied is rounded already; copy the network that it was made of");
        return network with
        {
            Source = new CopiedDecoder(copy.Of, original, recoding) { Bits = copy.Bits, IsInline = copy.Source is not null },
        };
    }

    private static void Fail(ReadNetwork network, string key, string message) =>
        network.Fail(new InputError(message, Key: $"{CopiedNetwork.FileKey}.{key}"));
}
