using System.Text.Json.Nodes;
using Mas.Comparison;
using Mas.Evaluation.Exports;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation.Exports;

/// <summary>Each mistake of an export is named, and nothing is said of a right one: on exports that were made wrong for this purpose, and
/// on networks of others that are made wrong here.</summary>
public sealed class ExportCheckTests : IDisposable
{
    private const string Lstm = "small-lstm", Rnn = "tanh-rnn", Gru = "two-layer-gru", Transformer = "four-head-transformer";

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Theory]
    [InlineData("right", null)]
    [InlineData("gates", "the gates stand in the order update, reset, new, as in Keras, TensorFlow and ONNX")]
    [InlineData("transposed", "head.0.weight is transposed")]
    [InlineData("vocabulary", "every word stands one id too low")]
    [InlineData("shifted", "the scored positions are shifted by one: the answer to a token stands one position earlier")]
    [InlineData("no-bias", "cell.bias_ih and cell.bias_hh are not in the weight file and count as 0")]
    public void The_mistake_of_each_export_is_named(string name, string? cause)
    {
        CheckedExport found = Check(new SavedNetwork(name, Golden.Path("foreign", "mistakes", name)));
        Named(cause, found);
        Assert.Equal(name == "right", found.HasLearned);
        Assert.Equal(name is "right" or "no-bias", found.Found is null);
        if (found.Mended is { } mended)
            Assert.InRange(mended.Accuracy, 0.99, 1);
    }

    [Theory]
    [InlineData(Rnn, "architecture=rnn")]
    [InlineData(Gru, "architecture=gru")]
    [InlineData("gru-learned-start", "architecture=gru")]
    [InlineData(Lstm, "architecture=lstm")]
    [InlineData(Transformer, "architecture=transformer heads=4 positions=learned norm=post activation=relu")]
    [InlineData("perceptron", "architecture=mlp activation=gelu")]
    public void Nothing_is_said_of_networks_that_are_right(string name, string config)
    {
        CheckedExport found = Check(Source(name, config), TaskOf(name));
        Assert.True(found.HasLearned);
        Named(null, found);
        Assert.True(found.Tried > 10);
    }

    [Theory]
    [InlineData(Transformer, "architecture=transformer heads=2 positions=learned norm=post activation=relu",
        "'heads' of config.json is 2, and the weights are those of 4")]
    [InlineData(Transformer, "architecture=transformer heads=4 positions=learned norm=pre activation=relu final_norm=false",
        "'norm' of config.json is \"pre\", and the weights are those of \"post\"")]
    [InlineData(Transformer, "architecture=transformer heads=4 positions=learned norm=post activation=gelu",
        "'activation' of config.json is \"gelu\", and the weights are those of \"relu\"")]
    [InlineData("perceptron", "architecture=mlp activation=relu", "'activation' of config.json is \"relu\", and the weights are those of")]
    public void What_config_json_says_wrongly_is_named(string name, string config, string cause) =>
        Named(cause, Check(Source(name, config), TaskOf(name)));

    // Rows of an LSTM's four gates, or of a GRU's three, in both layers.
    [Theory]
    [InlineData(Lstm, "lstm", "0,2,1,3", "the gates stand in the order input, cell, forget, output, as in TensorFlow's LSTMCell")]
    [InlineData(Lstm, "lstm", "0,3,2,1", "the gates stand in the order input, output, cell, forget")]
    [InlineData(Lstm, "lstm", "0,3,1,2", "the gates stand in the order input, output, forget, cell, as in ONNX")]
    [InlineData(Gru, "gru", "1,0,2", "the gates stand in the order update, reset, new, as in Keras, TensorFlow and ONNX")]
    [InlineData(Gru, "gru", "2,1,0", "the gates stand in the order new, update, reset")]
    public void Gates_in_another_order_are_named(string name, string architecture, string order, string cause)
    {
        int[] stored = [.. order.Split(',').Select(int.Parse)];
        Rewrite(name, (tensor, weight) => !tensor.Contains("_l0") && !tensor.Contains("_l1") ? weight
            : cat([.. stored.Select(gate => weight.chunk(stored.Length, 0)[gate])], 0));
        Named(cause, Check(Source(name, $"architecture={architecture}", _folder)));
    }

    [Theory]
    [InlineData(Rnn, "rnn", "net.loop.weight_hh_l0", 1, "net.loop.weight_hh_l0 is transposed")]
    [InlineData(Lstm, "lstm", "module.lstm.weight_hh_l0", 4, "each block of module.lstm.weight_hh_l0 is transposed")]
    public void A_transposed_matrix_is_named_as_the_file_names_it(string name, string architecture, string tensor, int blocks, string cause)
    {
        Rewrite(name, (other, weight) => other != tensor ? weight : cat([.. weight.chunk(blocks, 0).Select(block => block.t())], 0));
        Named(cause, Check(Source(name, $"architecture={architecture}", _folder)));
    }

    [Theory]
    [InlineData("P B E D0 D1 D2 R T", "the words of the vocabulary are in another order")] // that of the task
    [InlineData("T R P D1 E B D0 D2", "R and T are exchanged in the vocabulary", "T and R are exchanged in the vocabulary")]
    [InlineData("D2 R T P D1 E B D0", "every word stands one id too high")]
    [InlineData("T D1 P R B E D2 D0", "the words of the vocabulary are in another order")] // five exchanges from its own
    public void A_vocabulary_in_another_order_is_named(string words, params string[] causes)
    {
        Rewrite(Lstm, (_, weight) => weight);
        File.WriteAllText(Path.Combine(_folder, "vocabulary.json"), $"[\"{words.Replace(" ", "\", \"", StringComparison.Ordinal)}\"]");
        CheckedExport found = Check(Source(Lstm, "architecture=lstm", _folder));
        Assert.Contains(causes, cause => found.Cause?.StartsWith(cause, StringComparison.Ordinal) == true);
        // Objects of any kind are counted alike.
        string[] mended = [.. found.Found!.Order!.Select(word => word[0] == 'D' ? "D" : word)];
        int[] counted = [.. Enumerable.Range(0, mended.Length).Where(row => mended[row] is "D" or "R" or "T" or "B")];
        string[] own = ["R", "T", "P", "D", "E", "B", "D", "D"];
        Assert.Equal(counted.Select(row => own[row]), counted.Select(row => mended[row]));
    }

    [Fact]
    public void The_loss_decides_where_every_sequence_is_right_either_way()
    {
        ExportReading better = Reading(0.005, 0.001), worse = Reading(0.02, 0.001);
        Assert.True(ExportCheck.Explains(worse, better));
        Assert.False(ExportCheck.Explains(better, worse));
        Assert.False(ExportCheck.Explains(Reading(0.0099, 0.001), better)); // not twice as large
        Assert.False(ExportCheck.Explains(Reading(0.02, 0.2), better)); // by chance
        Assert.False(ExportCheck.Explains(worse, better with { Right = new bool[100] })); // it does not mend anything
    }

    // Half of the sequences above the mean, half below.
    private static ExportReading Reading(double loss, double spread) => new(
        [.. Enumerable.Range(0, 100).Select(row => loss + (row % 2 == 0 ? spread : -spread))], [.. Enumerable.Repeat(true, 100)], []);

    private static void Named(string? cause, CheckedExport found)
    {
        if (cause is null)
            Assert.Null(found.Cause);
        else
            Assert.StartsWith(cause, found.Cause, StringComparison.Ordinal);
    }

    private static SequenceTask TaskOf(string name) => KnownTasks.Named(name == "perceptron" ? "hierarchical-equality" : "multi-object")!;

    private static CheckedExport Check(SavedNetwork source, SequenceTask? task = null)
    {
        NativeTorch.Load();
        var request = ExportSearch.Request(
            source.Path, task ?? Golden.MultiObject, new RunOptions { Threads = 1, Command = "" }, TestContext.Current.CancellationToken);
        using OpenedSource opened = source.Open(request);
        return ExportSearch.Of(source, opened.Network, request, _ => { });
    }

    private SavedNetwork Source(string name, string config, string? folder = null)
    {
        var json = new JsonObject { ["task"] = TaskOf(name).Name };
        foreach (string[] pair in config.Split(' ').Select(one => one.Split('=')))
            json[pair[0]] = int.TryParse(pair[1], out int number) ? number : pair[1] == "false" ? false : pair[1];
        string path = Path.Combine(_folder, "config.json");
        File.WriteAllText(path, json.ToJsonString());
        return new SavedNetwork(name, folder ?? Golden.Path("foreign", name)) { Config = ("config.json", path) };
    }

    private void Rewrite(string name, Func<string, Tensor, Tensor> change)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("foreign", name, "weights.safetensors");
        SafetensorsWriter.Save(Path.Combine(_folder, "weights.safetensors"), [.. file.Entries.Select(entry =>
            TensorFile.ToData(entry.Name, change(entry.Name, file.Double(entry.Name).to_type(ScalarType.Float32)).contiguous()))]);
        File.Copy(Golden.Path("foreign", name, "vocabulary.json"), Path.Combine(_folder, "vocabulary.json"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
