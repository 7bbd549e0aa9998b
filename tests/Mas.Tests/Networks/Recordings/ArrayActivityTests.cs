using System.Runtime.InteropServices;
using System.Text;
using Mas.Networks.Recordings;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Axes, variables of bins, transforms and choices of units, on arrays that one can count through.</summary>
public sealed class ArrayActivityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-arrays-").FullName;

    [Fact]
    public void An_array_of_two_dimensions_has_one_bin_for_each_trial()
    {
        Write("x.npy", [3, 2], [1, 2, 3, 4, 5, 6]);
        Recording recording = Read(new("x.npy"));
        Assert.Equal((3, 3, 1), (recording.Trials, recording.Positions, recording.LongestTrial));
        Assert.Equal([3, 4], recording.At(1, 0).ToArray());
        Recording one = Read(new("x.npy") { Axes = ["unit", "time"] });
        Assert.Equal((1, 2), (one.Trials, one.LongestTrial));
        Assert.Equal([2, 4, 6], one.At(0, 1).ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_variable_can_have_a_value_for_each_bin(bool isColumnMajor)
    {
        Write("activity.npy", [2, 3, 1], [1, 2, 3, 4, 5, 6]);
        float[] values = isColumnMajor ? [0, 3, 1, 4, 2, 5] : [0, 1, 2, 3, 4, 5];
        Write("bins.npy", [2, 3], values, isColumnMajor);
        using RecordingFile file = RecordingFile.Open(Path.Combine(_folder, "bins.npy"));
        RecordedVariable variable = VariableReading.OfArray(Assert.Single(file.Arrays.All), "bin", Read(new("activity.npy")).Offsets);
        Assert.True(variable.IsPerBin);
        Assert.Equal([0.0, 1, 2, 3, 4, 5], variable.Values);
        InputException error = Assert.Throws<InputException>(() => VariableReading.OfArray(file.Arrays.All[0], "bin", [0, 3]));
        Assert.Contains("has shape [2, 3]; a variable has one value for each of the 1 trials", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_are_square_rooted_or_standardised()
    {
        Write("x.npy", [4, 2], [1, 7, 4, 7, 9, 7, 16, 7]);
        Assert.Equal([1, 2, 3, 4], Column(Read(new("x.npy") { Transform = ActivityTransform.Sqrt }), 0));
        Recording standard = Read(new("x.npy") { Transform = ActivityTransform.ZScore });
        float[] first = Column(standard, 0);
        Assert.Equal(0, first.Average(), 1e-6);
        Assert.Equal(1, first.Average(value => value * value), 1e-6);
        Assert.Equal((1 - 7.5) / Math.Sqrt(32.25), first[0], 1e-6); // mean 7.5, variance 32.25
        Assert.Equal([0, 0, 0, 0], Column(standard, 1));
        Write("negative.npy", [1, 1], [-1]);
        InputException error = Assert.Throws<InputException>(() => Read(new("negative.npy") { Transform = ActivityTransform.Sqrt }));
        Assert.Contains("negative value -1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_unit_that_is_left_out_may_have_NaN()
    {
        Write("x.npy", [2, 3], [1, float.NaN, 3, 4, 5, 6]);
        Recording recording = Read(new("x.npy") { Units = new(["2", "0"], []) });
        Assert.Equal([1, 3, 4, 6], recording.Values);
        Assert.Equal(["0", "2"], recording.Units);
        InputException error = Assert.Throws<InputException>(() => Read(new("x.npy") { Units = new(["1"], []) }));
        Assert.Contains("is NaN at [0, 0, 1]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("time, trial", "wanted are unit")]
    [InlineData("trial, unit, unit", "each once")]
    [InlineData("trial, units", "did you mean 'unit'?")]
    [InlineData("trial, time, unit", "wanted are 3 dimensions")]
    public void Axes_that_do_not_fit_are_refused(string axes, string words)
    {
        Write("x.npy", [2, 3], [1, 2, 3, 4, 5, 6]);
        InputException error = Assert.Throws<InputException>(() => Read(new("x.npy") { Axes = [.. axes.Split(", ")] }));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quality == good", "good", null, true)]
    [InlineData("quality != good", "good", null, false)]
    [InlineData("depth >= 800", "800", 800.0, true)]
    [InlineData("depth < 800", "800", 800.0, false)]
    [InlineData("depth == 8e2", "800", 800.0, true)]
    public void A_condition_holds_for_numbers_and_words(string text, string word, double? number, bool holds) =>
        Assert.Equal(holds, Assert.Single(UnitFilter.Parse(text).Conditions).Holds(word, number));

    [Theory]
    [InlineData("quality")]
    [InlineData("== good")]
    [InlineData("quality = good")]
    public void What_is_no_condition_is_refused(string text) => Assert.Throws<InputException>(() => UnitFilter.Parse(text));

    [Fact]
    public void A_table_of_trials_with_too_few_rows_is_refused()
    {
        Write("x.npy", [3, 2], [1, 2, 3, 4, 5, 6]);
        File.WriteAllText(Path.Combine(_folder, "trials.csv"), "trial,side\n1,left\n2,right\n");
        InputException error = Assert.Throws<InputException>(() => Read(new("x.npy") { TrialsFile = "trials.csv" }));
        Assert.Contains("2 rows, and the recording has 3 trials", error.Message, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(_folder, "trials.csv"), "trial,side\n3,c\n1,a\n2,b\n");
        RecordedVariable side = Assert.Single(Read(new("x.npy") { TrialsFile = "trials.csv" }).Variables);
        Assert.Equal(["a", "b", "c"], side.Values.Select(side.Text)); // trials counted from 1
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static float[] Column(Recording recording, int unit) =>
        [.. Enumerable.Range(0, recording.Positions).Select(position => recording.Values[position * recording.Units.Count + unit])];

    private Recording Read(RecordingOptions options) => RecordingReader.Read(options, _folder);

    private void Write(string name, int[] shape, float[] values, bool isColumnMajor = false)
    {
        string header = $"{{'descr': '<f4', 'fortran_order': {isColumnMajor}, 'shape': ({string.Join(", ", shape)},), }}\n";
        using FileStream file = File.Create(Path.Combine(_folder, name));
        file.Write([0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]);
        file.Write(MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
