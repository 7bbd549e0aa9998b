using Mas.Networks;
using Mas.NetworkTraining;

namespace Mas.Evaluation.Exports;

/// <summary>How a network, read in one way, does natural sequences.</summary>
/// <param name="Losses">[sequences] mean cross-entropy at its scored positions.</param>
/// <param name="Right">[sequences] whether the argmax is right at all of them.</param>
/// <param name="Predicted">[scored] the most probable word.</param>
internal sealed record ExportReading(double[] Losses, bool[] Right, long[] Predicted)
{
    private const int PositionsPerPass = 512; // bounds the head's memory, not results

    public double Loss => Losses.Average();

    public double Accuracy => Right.Count(one => one) / (double)Right.Length;

    /// <summary>Reads a network as it stands, or in another way.</summary>
    /// <param name="batch">In the ids of the task.</param>
    /// <param name="way">In which way.</param>
    public static ExportReading Of(Network network, ScoredBatch batch, ReadingWay way)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        // Vectors are no words that could be others.
        TokenRows rows = batch.Rows.Stimuli is null ? batch.Rows with { Tokens = [.. batch.Rows.Tokens.Select(way.Fed)] } : batch.Rows;
        using RunnableActivity activity = network.Record(rows, [network.Sites[^1]], onlyRead: true)[0];
        long[] labels = [.. batch.Labels.Select(label => (long)way.Read((int)label))];
        var reading = new ExportReading(new double[rows.Count], new bool[rows.Count], new long[labels.Length]);
        Array.Fill(reading.Right, true);
        var counts = new int[rows.Count];
        for (int first = 0; first < labels.Length; first += PositionsPerPass)
        {
            int last = Math.Min(first + PositionsPerPass, labels.Length);
            using var pass = NewDisposeScope();
            Tensor logits = activity.Logits([.. Enumerable.Range(first, last - first).Select(place => way.Place(batch, place))]);
            using Tensor wanted = Device.Of(logits).Indices(labels[first..last]);
            double[] losses = nn.functional.cross_entropy(logits, wanted, reduction: nn.Reduction.None).to_type(ScalarType.Float64)
                .ToArray<double>();
            long[] predicted = logits.argmax(1).ToArray<long>();
            for (int i = 0; i < losses.Length; i++)
                reading.Add(batch.Owners[first + i], first + i, losses[i], predicted[i], labels[first + i], counts);
        }
        for (int row = 0; row < counts.Length; row++)
            reading.Losses[row] /= Math.Max(1, counts[row]);
        return reading;
    }

    private void Add(int row, int place, double loss, long predicted, long label, int[] counts)
    {
        Losses[row] += loss;
        counts[row]++;
        Right[row] &= predicted == label;
        Predicted[place] = predicted;
    }
}

/// <summary>A way in which a network's inputs and outputs are read.</summary>
/// <param name="Fed">The id that is fed for a word.</param>
/// <param name="Read">The id whose logit stands for a word.</param>
/// <param name="Shift">How many positions after the usual one the prediction is read.</param>
internal sealed record ReadingWay(Func<int, int> Fed, Func<int, int> Read, int Shift)
{
    /// <summary>The flat position at which a scored place is read; never one of another sequence.</summary>
    public int Place(ScoredBatch batch, int place)
    {
        (int owner, int[] offsets) = (batch.Owners[place], batch.Rows.Offsets);
        return Math.Clamp(batch.Positions[place] + Shift, offsets[owner], offsets[owner + 1] - 1);
    }

    /// <summary>As every network here is read.</summary>
    public static ReadingWay Usual { get; } = new(id => id, id => id, 0);
}
