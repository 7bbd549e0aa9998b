using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;
using Mas.Networks.Recordings.Nwb;

namespace Mas.Networks.Recordings;

/// <summary>What an NWB file holds.</summary>
internal static class NwbContent
{
    // A stretch without any spike is long from a second on, where a hundred spikes would have been.
    private const double LeastGap = 1, LostSpikes = 100;

    public static RecordingContent Of(string format, H5Tree tree)
    {
        NwbTrials? trials = NwbTrials.Are(tree) ? NwbTrials.Read(tree) : null;
        NwbUnits? units = NwbUnits.Are(tree) ? NwbUnits.Read(tree) : null;
        List<string> notices = [.. Notices(tree, units, trials)];
        IReadOnlyList<VariableContent> variables = trials is null ? [] : VariableContent.All(trials.Table.Names
            .Where(name => name is not (NwbTrials.Start or NwbTrials.Stop or NwbTrials.Id))
            .Select<string, Func<Column>>(name => () => trials.Table.Column(name)), notices);
        return new(format, [.. tree.Arrays.Select(ArrayContent.Of)], variables, notices)
        {
            Activity = units is null ? null : "spikes",
            Trials = trials?.Count,
            Units = units?.Names.Length,
            Spikes = units is null ? null : Spikes(units),
            Series = [.. NwbSeries.All(tree).Select(series => new SeriesContent(series.Path, series.Data.Shape, series.Rate))],
        };
    }

    private static IEnumerable<string> Notices(H5Tree tree, NwbUnits? units, NwbTrials? trials) =>
    [
        .. tree.Notices,
        .. units is not null && trials is not null && SpikeFaults.Wrong(units, trials) is string wrong ? [wrong] : Array.Empty<string>(),
        .. units is not null ? SpikeFaults.Odd(units, trials) : [],
    ];

    private static SpikeContent? Spikes(NwbUnits units)
    {
        double[] all = units.Times[..units.Ends[^1]];
        if (all.Length == 0)
            return null;
        Array.Sort(all);
        double seconds = all[^1] - all[0];
        double[] rates = [.. Enumerable.Range(0, units.Names.Length)
            .Select(unit => seconds > 0 ? units.Of(unit).Length / seconds : 0).Order()];
        return new(all.Length, all[0], all[^1], rates[0], rates[rates.Length / 2], rates[^1], [.. Gaps(all)]);
    }

    private static IEnumerable<(double From, double To)> Gaps(double[] all)
    {
        double least = Math.Max(LeastGap, LostSpikes * (all[^1] - all[0]) / all.Length);
        for (int i = 1; i < all.Length; i++)
            if (all[i] - all[i - 1] >= least)
                yield return (all[i - 1], all[i]);
    }
}
