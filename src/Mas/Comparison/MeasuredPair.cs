using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>A site of a network that is compared with others.</summary>
/// <param name="Width">Units there.</param>
internal sealed record ComparedSite(string Network, string Site, int Width)
{
    /// <summary>What sentences call it.</summary>
    public string Name => $"{Network} at {Site}";
}

/// <summary>A network's natural activity at one of its sites, which need not be the network's own.</summary>
internal sealed record RecordedSite(OpenedNetwork Network, Site Site, RecordedPool Pool)
{
    /// <summary>Which site of which network.</summary>
    public ComparedSite Place => new(Network.Name, Site.Name, Site.Width);

    /// <summary>What sentences call it.</summary>
    public string Name => Place.Name;

    /// <summary>Whether it has so many trials and no more.</summary>
    public bool IsOfTrials => Pool.Sequences.Source.Listed is not null;

    /// <summary>Whether the network can be run over another's trials.</summary>
    public bool CanBeShown(RecordedSite recording) =>
        Network.Network.CanBeRun && Network.SequenceTask.StimulusKey == recording.Network.SequenceTask.StimulusKey;

    /// <summary>The same over all of its trials.</summary>
    /// <param name="pools">Takes what is recorded.</param>
    public RecordedSite OnAllTrials(ICollection<RecordedPool> pools) =>
        Over(new SequencePool(Network.SequenceTask, 0, "all", 0), pools);

    /// <summary>The same over the sequences of another.</summary>
    /// <param name="pools">Takes what is recorded.</param>
    public RecordedSite On(RecordedSite shown, ICollection<RecordedPool> pools) => Over(shown.Pool.Sequences, pools);

    private RecordedSite Over(SequencePool sequences, ICollection<RecordedPool> pools)
    {
        RecordedPool recorded = RecordedPool.Read(Network.Network, [Site], sequences, Network.IsUntrained)[0];
        pools.Add(recorded);
        return this with { Pool = recorded };
    }
}

/// <summary>Which similarity is measured, and how.</summary>
/// <param name="Seed">Of permutations and splits.</param>
/// <param name="Permutations">Of the null; 0 for none.</param>
/// <param name="Splits">Random halves of the units for each noise ceiling; 0 for none.</param>
internal sealed record SimilarityQuestion(IReadOnlyList<string> Measures, ulong Seed, int Permutations = 0, int Splits = 0)
{
    private IReadOnlyList<string> Networks { get; init; } = [];

    private IReadOnlyList<ExchangedVariable> Variables { get; init; } = [];

    /// <summary>Of the networks of an experiment.</summary>
    public static SimilarityQuestion Of(Experiment experiment, IReadOnlyList<string> measures, int permutations = 0, int splits = 0) =>
        new(measures, (ulong)experiment.Seed, permutations, splits)
        {
            Networks = [.. experiment.Networks.Select(network => network.Name)],
            Variables = experiment.Alignment.Variables,
        };

    /// <summary>The names of variables that the experiment exchanges between two networks.</summary>
    public IEnumerable<(string One, string Other)> Exchanged(OpenedNetwork one, OpenedNetwork other)
    {
        int first = Networks.ToList().IndexOf(one.Name), second = Networks.ToList().IndexOf(other.Name);
        return first < 0 || second < 0 ? [] : Variables.Select(variable => (variable.Names[first], variable.Names[second]));
    }
}

/// <summary>The similarity of two sites, whose activity may be gone by then.</summary>
/// <param name="Source">The first; a measure with a direction goes from it.</param>
/// <param name="Result">The value or the reason why there is none, and what belongs beside it.</param>
/// <param name="Chance">What chance gives; null where it was not asked for, or there is no value.</param>
/// <param name="SourceCeiling">How alike two random halves of the first's units are; null where it was not asked for, or cannot be
/// had.</param>
/// <param name="TargetCeiling">The same of the second's.</param>
internal sealed record MeasuredPair(
    ComparedSite Source, ComparedSite Target, SimilarityResult Result, PermutationNull? Chance, NoiseCeiling? SourceCeiling,
    NoiseCeiling? TargetCeiling)
{
    /// <summary>What belongs beside the number, or why there is none.</summary>
    public IEnumerable<string> Sentences => Result.Reason is { } reason ? [reason, .. Result.Caveats] : Result.Caveats;

    /// <summary>What the samples are, where they are no positions of sequences that both were shown.</summary>
    public string? Rows { get; init; }

    /// <summary>How alike the class means of two halves of the first's trials are, where it is a recording.</summary>
    public double? SourceHalves { get; init; }

    /// <summary>The same of the second's.</summary>
    public double? TargetHalves { get; init; }

    /// <summary>As a row of <c>metrics.csv</c>.</summary>
    public MetricRow Row(string run) => new(
        run, null, null, Metrics.Test, "", null, Source.Network, Target.Network, Source.Site, Target.Site, "", false,
        Result.Measure, Result.Value ?? double.NaN);

    /// <summary>As evidence in <c>run.json</c>.</summary>
    public SimilarityValue Evidence()
    {
        SimilarityMeasure measure = SimilarityMeasures.Find(Result.Measure)!;
        return new(
            Result.Measure, Source.Network, Source.Site, Target.Network, Target.Site,
            Result.Value, measure.IsDistance, measure.IsSymmetric, Result.Samples)
        {
            Distinct = Result.Distinct,
            Reason = Result.Reason,
            Rows = Rows,
            SourceHalves = SourceHalves,
            TargetHalves = TargetHalves,
        };
    }
}
