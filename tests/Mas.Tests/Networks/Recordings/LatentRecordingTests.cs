using Mas.Networks.Recordings;
using Mas.Networks.Recordings.Arrays;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Safetensors files as recordings: latents with sequences as trials, and tensors like the arrays of other files.</summary>
public sealed class LatentRecordingTests : IDisposable
{
    private const string File = "latents.safetensors";

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-latents-").FullName;

    [Fact]
    public void Sequences_are_trials_and_eligible_positions_their_bins()
    {
        Write([.. Small("net")]);
        Recording recording = Read();
        Assert.Equal((3, 3, 2), (recording.Trials, recording.Positions, recording.Units.Count)); // of sequence 1 nothing is eligible
        Assert.Equal([0, 1, 2, 3], recording.Offsets);
        Assert.Equal([3, 4, 9, 10, 13, 14], recording.Values);
        Assert.Equal("1 sequence of net without a position to be read is left out", Assert.Single(recording.Notices));
        Assert.Equal(["count", "phase"], recording.Variables.Select(variable => variable.Name));
        RecordedVariable count = recording.Variables[0];
        Assert.Equal((ValueKind.Whole, true), (count.Kind, count.IsPerBin));
        Assert.Equal([1, 4, 6], count.Values); // NaN elsewhere does no harm
    }

    [Fact]
    public void Without_eligible_positions_all_are_read_and_a_variable_without_a_value_is_told()
    {
        Write([.. Small("net").Where(tensor => tensor.Name != "net.eligible")]);
        Recording recording = Read();
        Assert.Equal((4, 7), (recording.Trials, recording.Positions));
        Assert.Equal("variable 'count' has no value in trial 1, bin 1 and is left out", Assert.Single(recording.Notices));
        Assert.Equal("phase", Assert.Single(recording.Variables).Name);
        InputException error = Assert.Throws<InputException>(() => Read(new(File) { Trials = [new("count", "count")] }));
        Assert.Contains("variable 'count' is NaN in trial 1, bin 1", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_is_picked_under_another_name_and_rows_of_a_table_are_sequences()
    {
        Write([.. Small("net")]);
        Assert.Equal("n", Assert.Single(Read(new(File) { Trials = [new("n", "count")] }).Variables).Name);
        System.IO.File.WriteAllText(Path.Combine(_folder, "trials.csv"), "trial,side\n3,d\n2,c\n0,a\n");
        RecordedVariable side = Assert.Single(Read(new(File) { TrialsFile = "trials.csv" }).Variables);
        Assert.Equal(["a", "c", "d"], side.Values.Select(side.Text));
    }

    [Fact]
    public void One_of_several_networks_is_named()
    {
        Write([.. Small("net"), .. Small("net.two")]);
        Assert.Equal(3, Read(new(File) { Activity = "net.two" }).Positions);
        Assert.Equal("the file has the latents of net, net.two, and none is named; give activity: NAME of one", Refused());
        Assert.Equal("the file has no latents of 'nett'; did you mean 'net'?", Refused(new(File) { Activity = "nett" }));
        Assert.Equal("the latents of net have no variable 'counts'; did you mean 'count'?",
            Refused(new(File) { Activity = "net", Trials = [new("n", "counts")] }));
        Recording plain = Read(new(File) { Activity = "net.latents" }); // an array like any other
        Assert.Equal((7, 7), (plain.Trials, plain.Positions));
    }

    [Fact]
    public void The_made_up_recording_is_the_same_in_tensors()
    {
        RecordingOptions options = new("safetensors/recording.safetensors")
        {
            Activity = "rates",
            Trials = [new("count", "count"), new("correct", "correct")],
        };
        Recording recording = GoldenRecording.Read(options);
        GoldenRecording.AreRates(recording);
        GoldenRecording.IsVariable(recording, "count", ValueKind.Whole);
        GoldenRecording.IsVariable(recording, "correct", ValueKind.Flag);
        GoldenRecording.AreCounts(GoldenRecording.Read(options with { Activity = "counts" }));
    }

    [Fact]
    public void The_made_up_recording_is_the_same_as_latents()
    {
        Recording whole = GoldenRecording.Read(new("npy/rates-float32.npy"));
        Recording recording = GoldenRecording.Read(new("safetensors/latents.safetensors"));
        double[] count = GoldenRecording.Numbers("trials", "count");
        Assert.Equal((GoldenRecording.Trials, GoldenRecording.Units), (recording.Trials, recording.Units.Count));
        for (int trial = 0, first = 0; trial < recording.Trials; first += recording.Bins(trial++))
        {
            Assert.Equal(5 + trial % 3, recording.Bins(trial)); // the first ones of twelve
            for (int bin = 0; bin < recording.Bins(trial); bin++)
                Assert.Equal(whole.At(trial, bin), recording.At(trial, bin));
            Assert.All(recording.Variables[0].Values[first..(first + recording.Bins(trial))], value => Assert.Equal(count[trial], value));
        }
    }

    [Fact]
    public void Tensors_without_sequences_are_arrays_of_trials()
    {
        Write(TensorData.Of<double>("rates", [2, 2, 1], [1, 2, 3, 4]), TensorData.Of<long>("side", [2], [1, 0]),
            TensorData.Of<bool>("right", [2], [true, false]));
        Recording recording = Read(new(File) { Activity = "rates", Trials = [new("side", "side"), new("right", "right")] });
        Assert.Equal([1, 2, 3, 4], recording.Values);
        Assert.Equal([0, 2, 4], recording.Offsets);
        Assert.Equal([ValueKind.Whole, ValueKind.Flag], recording.Variables.Select(variable => variable.Kind));
        Assert.Contains("spike times are read from NWB files", Refused(new(File) { Spikes = new(0.1) }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("BF16", new byte[] { 0xC0, 0x3F, 0x00, 0xC0 }, new float[] { 1.5f, -2 })]
    [InlineData("F16", new byte[] { 0x00, 0x3E, 0x00, 0xC0 }, new float[] { 1.5f, -2 })]
    [InlineData("I16", new byte[] { 0x05, 0x00, 0xFE, 0xFF }, new float[] { 5, -2 })]
    [InlineData("U8", new byte[] { 0x05, 0xFE }, new float[] { 5, 254 })]
    public void Numbers_of_every_type_are_read(string dtype, byte[] bytes, float[] values)
    {
        Write(new TensorData("x", Enum.Parse<Dtype>(dtype), [1, 2], bytes));
        Assert.Equal(values, Read().Values);
    }

    [Fact]
    public void A_latent_that_is_not_finite_is_told_by_its_place()
    {
        Write([.. Small("net").Where(tensor => tensor.Name != "net.latents"),
            TensorData.Of<float>("net.latents", [7, 2], [.. Enumerable.Range(0, 14).Select(i => i == 13 ? float.NaN : i + 1f)])]);
        Assert.Contains("the activity of net is NaN at [2, 0, 1]", Refused(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("offsets", "goes from 0 to 6; it must go from 0 to the 7 positions of 'net.latents'", new long[] { 0, 2, 4, 5, 6 })]
    [InlineData("offsets", "goes from 1 to 7; it must go from 0", new long[] { 1, 2, 4, 5, 7 })]
    [InlineData("offsets", "does not rise from 4 to 4 at its place 3", new long[] { 0, 2, 4, 4, 7 })]
    [InlineData("offsets", "does not rise from 9000000000000 to 7", new long[] { 0, 9_000_000_000_000, 7 })]
    [InlineData("offsets", "has whole numbers beyond 2^53", new long[] { 0, 9_000_000_000_000_000_000, 7 })]
    [InlineData("offsets", "is int64 of shape [1]; whole numbers [sequences + 1] are wanted", new long[] { 7 })]
    [InlineData("variable.count", "has shape [2]; it has one value for each position of 'net.latents', [7]", new long[] { 1, 2 })]
    [InlineData("eligible", "is int64; bool is wanted", new long[] { 1, 1, 1, 1, 1, 1, 1 })]
    [InlineData("latents", "is int64 of shape [2]; floating-point numbers [positions, units] are wanted", new long[] { 1, 1 })]
    public void Latents_that_do_not_fit_are_one_sentence(string name, string words, long[] values)
    {
        Write([.. Small("net").Where(tensor => tensor.Name != $"net.{name}"), TensorData.Of<long>($"net.{name}", [values.Length], values)]);
        Assert.Contains(words, Refused(), StringComparison.Ordinal);
    }

    [Fact]
    public void Latents_of_which_nothing_is_left_are_one_sentence()
    {
        TensorData[] rest = [.. Small("net").Where(tensor => tensor.Name is not "net.eligible")];
        Write([.. rest, TensorData.Of<bool>("net.eligible", [7], new bool[7])]);
        Assert.Contains("is false everywhere", Refused(), StringComparison.Ordinal);
        Write([.. rest, TensorData.Of<bool>("net.eligible", [6], new bool[6])]);
        Assert.Contains("has shape [6]; it has one value for each position", Refused(), StringComparison.Ordinal);
        Write(TensorData.Of<float>("net.latents", [7, 0], []), TensorData.Of<long>("net.offsets", [2], [0, 7]));
        Assert.Contains("has shape [7, 0]; from 1 to", Refused(), StringComparison.Ordinal);
        Write();
        Assert.Equal("the safetensors file has no tensors", Refused());
    }

    [Fact]
    public void A_file_that_is_cut_off_is_refused_by_the_reader_of_tensors()
    {
        Write([.. Small("net")]);
        string path = Path.Combine(_folder, File);
        byte[] bytes = System.IO.File.ReadAllBytes(path);
        System.IO.File.WriteAllBytes(path, bytes[..^1]);
        Assert.Contains("cut off", Refused(), StringComparison.Ordinal);
        System.IO.File.WriteAllBytes(path, bytes[..40]);
        Assert.Contains("the header claims", Refused(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // Four sequences of 2, 2, 1 and 2 positions; latents [7, 2] count from 1.
    private static IEnumerable<TensorData> Small(string name) =>
    [
        TensorData.Of<float>($"{name}.latents", [7, 2], [.. Enumerable.Range(1, 14).Select(i => (float)i)]),
        TensorData.Of<long>($"{name}.offsets", [5], [0, 2, 4, 5, 7]),
        TensorData.Of<bool>($"{name}.eligible", [7], [false, true, false, false, true, false, true]),
        TensorData.Of<double>($"{name}.variable.count", [7], [0, 1, 2, double.NaN, 4, 5, 6]),
        TensorData.Of<double>($"{name}.variable.phase", [7], [0, 1, 0, 0, 1, 0, 1]),
    ];

    private void Write(params TensorData[] tensors) => SafetensorsWriter.Save(Path.Combine(_folder, File), tensors);

    private Recording Read(RecordingOptions? options = null) => RecordingReader.Read(options ?? new(File), _folder);

    private string Refused(RecordingOptions? options = null)
    {
        InputError error = Assert.Single(Assert.Throws<InputException>(() => Read(options)).Errors);
        Assert.Equal(Path.Combine(_folder, File), error.File);
        return error.Message;
    }
}
