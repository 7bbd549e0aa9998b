using Mas.Experiments;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Comparison.Costs;

/// <summary>One network of an experiment, as far as its cost goes.</summary>
/// <param name="Index">Its place in the list.</param>
internal sealed record NetworkShape(
    int Index, NetworkOptions Options, NetworkCost Cost, Site Site, SequenceTask Task, SequenceSample Sample)
{
    /// <summary>What it holds in memory.</summary>
    public NetworkNumbers Numbers { get; } = Cost.NumbersAt(Site, Sample.Lengths);

    public int Width => Site.Width;

    /// <summary>Key of the experiment file that makes it smaller.</summary>
    public string Key => Invariant($"networks.{Index}.{Cost.Size.Key}");

    /// <summary>How it is made smaller.</summary>
    public string Advice => $"{Cost.Size.Words} {Key}";

    /// <summary>Sequences that are drawn for a split of so many interventions.</summary>
    public int Sequences(int interventions) => RunData.CountOf(Task, interventions);

    /// <summary>Bytes of natural activity over so many sequences.</summary>
    public double Recorded(double sequences) => Recorded(Numbers, sequences);

    /// <summary>The same at another of its sites.</summary>
    public double RecordedAt(Site site, double sequences) => Recorded(Cost.NumbersAt(site, Sample.Lengths), sequences);

    private double Recorded(NetworkNumbers numbers, double sequences) =>
        sizeof(float) * sequences * (Sample.Lengths.Tokens * numbers.PerToken + numbers.PerSequence);
}
