using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Tensors;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Recordings made for one test.</summary>
internal static class MadeRecording
{
    /// <summary>One bin for each trial.</summary>
    /// <param name="units">[trials][units]</param>
    public static Recording Of(float[][] units, params RecordedVariable[] variables) => new()
    {
        Name = "made",
        Units = [.. Enumerable.Range(0, units[0].Length).Select(unit => $"{unit}")],
        Offsets = [.. Enumerable.Range(0, units.Length + 1)],
        Values = [.. units.SelectMany(row => row)],
        Variables = variables,
    };

    public static RecordedVariable Whole(string name, bool isPerBin, params double[] values) =>
        new(name, ValueKind.Whole, isPerBin, values, []);

    public static RecordedVariable Text(string name, bool isPerBin, params string[] values)
    {
        string[] categories = [.. values.Distinct().Order(StringComparer.Ordinal)];
        return new(name, ValueKind.Text, isPerBin, [.. values.Select(value => (double)Array.IndexOf(categories, value))], categories);
    }

    /// <summary>Classes with a Gaussian signal in each unit, shown so many times with Gaussian noise.</summary>
    public static Recording Noisy(int classes, int times, int units, double deviation, ulong seed)
    {
        var random = new SeededRandom(seed);
        var signal = new double[classes * units];
        for (int i = 0; i < signal.Length; i++)
            signal[i] = random.NextGaussian();
        var rows = new float[classes * times][];
        for (int trial = 0; trial < rows.Length; trial++)
        {
            rows[trial] = new float[units];
            for (int unit = 0; unit < units; unit++)
                rows[trial][unit] = (float)(signal[trial % classes * units + unit] + deviation * random.NextGaussian());
        }
        return Of(rows, Whole("count", false, [.. Enumerable.Range(0, rows.Length).Select(trial => (double)(trial % classes))]));
    }
}
