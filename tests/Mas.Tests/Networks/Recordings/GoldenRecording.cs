using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>The made-up recording that lies in every format, and what it must be read as.</summary>
internal static class GoldenRecording
{
    public const int Trials = 40, Bins = 12, Units = 24;

    public static JsonElement Expected { get; } = Golden.Json("recordings", "expected.json");

    public static Recording Read(RecordingOptions options) => RecordingReader.Read(options, Golden.Path("recordings"));

    public static double[] Numbers(params string[] path) => [.. At(path).EnumerateArray().Select(value =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() ? 1 : 0 : value.GetDouble())];

    public static string[] Texts(params string[] path) => [.. At(path).EnumerateArray().Select(value => value.GetString()!)];

    /// <summary>Exactly the rates: every bit, the sums and the samples.</summary>
    public static void AreRates(Recording recording)
    {
        AreShaped(recording);
        Assert.Equal(At("sha256_rates_little_endian_float32_c_order").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(recording.Values.AsSpan()))));
        Assert.Equal(At("sum_rates_float64").GetDouble(), recording.Values.Sum(value => (double)value), 1e-5);
        foreach (JsonElement sample in At("samples").EnumerateArray())
        {
            int[] index = [.. sample.GetProperty("index").EnumerateArray().Select(value => value.GetInt32())];
            Assert.Equal((float)sample.GetProperty("rate").GetDouble(), recording.At(index[0], index[1])[index[2]]);
        }
    }

    /// <summary>Exactly the counts.</summary>
    public static void AreCounts(Recording recording)
    {
        AreShaped(recording);
        short[] counts = Array.ConvertAll(recording.Values, value => checked((short)value));
        Assert.Equal(At("sha256_counts_little_endian_int16_c_order").GetString(),
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(counts.AsSpan()))));
        Assert.Equal(At("sum_counts").GetDouble(), recording.Values.Sum(value => (double)value));
        foreach (JsonElement sample in At("samples").EnumerateArray())
        {
            int[] index = [.. sample.GetProperty("index").EnumerateArray().Select(value => value.GetInt32())];
            Assert.Equal(sample.GetProperty("spike_count").GetInt32(), recording.At(index[0], index[1])[index[2]]);
        }
    }

    /// <summary>Exactly the values of a variable of trials.</summary>
    public static void IsVariable(Recording recording, string name, ValueKind kind)
    {
        RecordedVariable variable = Assert.Single(recording.Variables, one => one.Name == name);
        Assert.Equal(kind, variable.Kind);
        Assert.False(variable.IsPerBin);
        if (kind == ValueKind.Text)
        {
            Assert.Equal(["dots", "tones", "words"], variable.Categories);
            Assert.Equal(Texts("trials", name), variable.Values.Select(variable.Text));
        }
        else
            Assert.Equal(Numbers("trials", name), variable.Values);
    }

    private static void AreShaped(Recording recording)
    {
        Assert.Equal((Trials, Trials * Bins, Units), (recording.Trials, recording.Positions, recording.Units.Count));
        Assert.All(Enumerable.Range(0, Trials), trial => Assert.Equal(Bins, recording.Bins(trial)));
    }

    private static JsonElement At(params string[] path) => path.Aggregate(Expected, (value, key) => value.GetProperty(key));
}
