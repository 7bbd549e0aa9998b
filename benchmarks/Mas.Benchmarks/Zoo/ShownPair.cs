using Mas.Similarity;

namespace Mas.Benchmarks.Zoo;

/// <summary>Natural activity of two networks at the same positions of the same sequences.</summary>
internal sealed class ShownPair : IDisposable
{
    private readonly Representation _one, _other;
    private readonly SampleGroups _groups;

    /// <param name="samples">Positions at most; whole sequences.</param>
    /// <param name="onlyDemonstration">Nothing from the trigger on, where the sequences are those of one network's task alone.</param>
    public ShownPair(SequencePool sequences, int samples, bool onlyDemonstration, OpenedNetwork one, OpenedNetwork other)
    {
        int trigger = sequences.Task.Vocabulary.Id("T");
        var positions = new List<int>();
        var groups = new List<int>();
        for (int q = 0; q < sequences.Count; q++)
        {
            int end = onlyDemonstration ? sequences.Tokens(q).IndexOf(trigger) : sequences.Length(q);
            int[] own = [.. sequences.Eligible(q).ToArray().Where(position => position < end)];
            if (positions.Count + own.Length > samples)
                break;
            positions.AddRange(own.Select(position => sequences.Rows.Offsets[q] + position));
            groups.AddRange(own.Select(_ => q));
        }
        _groups = new SampleGroups(groups);
        _one = Latents(one, sequences, [.. positions]);
        _other = Latents(other, sequences, [.. positions]);
    }

    /// <summary>A measure of the two, in the worse direction: as it is given, and with more for more alike.</summary>
    public (double Value, double Similarity) Compare(string name)
    {
        SimilarityMeasure measure = SimilarityMeasures.Parse(name);
        if (measure is CrossValidatedRegression)
            measure = new CrossValidatedRegression(_groups);
        double sign = measure.IsDistance ? -1 : 1;
        using Fitted one = measure.Fit(_one), other = measure.Fit(_other);
        double worse = sign * measure.Score(one, other);
        if (!measure.IsSymmetric)
            worse = Math.Min(worse, sign * measure.Score(other, one));
        return (sign * worse, worse);
    }

    private static Representation Latents(OpenedNetwork network, SequencePool sequences, int[] positions)
    {
        using var scope = NewDisposeScope();
        using RunnableActivity recording = network.Network.Record(sequences.Rows, network.Site);
        return new Representation(recording.Latents(positions), network.Name);
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
    }
}
