using Mas.Experiments;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Similarity;

namespace Mas.Comparison;

/// <summary>A network that is matrices of dissimilarities, read.</summary>
internal sealed record ReadMatrices(NetworkOptions Options, GivenMatrices Matrices)
{
    private readonly Lazy<string> _hash = new(Matrices.Hash);

    public string Name => Options.Name;

    /// <summary>The network's row of the report.</summary>
    public NetworkRecord Describe() => new()
    {
        Name = Name,
        Architecture = Options.Source.Key,
        Width = Matrices.Conditions,
        Site = "",
        Task = "",
        Matrix = new MatrixRecord(Matrices.Conditions, Matrices.People.Count, Matrices.Count),
        Parameters = 0,
        Origin = Options.Source.Key,
        Hash = _hash.Value,
        Accuracy = null,
        Usable = 0,
        Sequences = 0,
    };
}

/// <summary>Compares networks that are matrices of dissimilarities: nothing is run, aligned or exchanged.</summary>
internal static class MatrixStage
{
    /// <summary>In the experiment's order.</summary>
    /// <exception cref="InputException">A file is wrong, or matrices are of different numbers of conditions; holds all errors.</exception>
    public static IReadOnlyList<ReadMatrices> Read(Experiment experiment, RunOptions options)
    {
        double bytes = options.FreeMemory();
        var read = new List<ReadMatrices>();
        var errors = new List<InputError>();
        for (int k = 0; k < experiment.Networks.Count; k++)
        {
            NetworkOptions network = experiment.Networks[k];
            try
            {
                var one = new ReadMatrices(network, network.Source.ReadMatrices(bytes)!);
                bytes -= one.Matrices.Bytes;
                read.Add(one);
            }
            catch (InputException error)
            {
                errors.AddRange(error.Errors);
            }
        }
        errors.AddRange(read.Skip(1).Where(one => one.Matrices.Conditions != read[0].Matrices.Conditions).Select(one => new InputError(
            $"{one.Name} has {one.Matrices.Conditions} conditions and {read[0].Name} {read[0].Matrices.Conditions}; matrices are compared "
            + "over the same conditions, in the same order", Key: $"networks.{experiment.Networks.ToList().IndexOf(one.Options)}")));
        return errors.Count == 0 ? read : throw new InputException(errors);
    }

    /// <summary>Measure after measure, each with its pairs in the order of the networks.</summary>
    public static IReadOnlyList<SimilarityValue> Measure(
        IReadOnlyList<ReadMatrices> networks, IReadOnlyList<string> measures, RunOptions options, CancellationToken stop)
    {
        var values = new List<SimilarityValue>();
        for (int m = 0; m < measures.Count; m++)
        {
            options.Progress(new RunProgress("similarity", m, measures.Count, measures[m]));
            values.AddRange(GivenMeasure.Find(measures[m]) is { } given
                ? new GivenPairs(given, networks, stop).Values() : Without(networks, measures[m]));
        }
        options.Progress(RunProgress.Finished("similarity", $"{values.Count} values"));
        return values;
    }

    /// <summary>Why some values are missing, each sentence once.</summary>
    public static IReadOnlyList<string> Warnings(IReadOnlyList<SimilarityValue> values) =>
        [.. values.Select(value => value.Reason).OfType<string>().Distinct()];

    /// <summary>A value as a row of <c>metrics.csv</c>.</summary>
    public static MetricRow Row(string run, SimilarityValue value) => new(
        run, null, null, Metrics.Test, "", null, value.Source, value.Target, "", "", "", false, value.Measure, value.Value ?? double.NaN);

    private static IEnumerable<SimilarityValue> Without(IReadOnlyList<ReadMatrices> networks, string name)
    {
        SimilarityMeasure measure = SimilarityMeasures.Parse(name);
        return from one in Enumerable.Range(0, networks.Count)
               from other in Enumerable.Range(0, networks.Count)
               where measure.IsSymmetric ? one < other : one != other
               select new SimilarityValue(name, networks[one].Name, "", networks[other].Name, "", null, measure.IsDistance,
                   measure.IsSymmetric, networks[one].Matrices.Conditions)
               {
                   Reason = GivenMeasure.Without(name),
               };
    }
}
