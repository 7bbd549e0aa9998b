using Mas.Networks;
using Mas.Tasks;
using Mas.Tasks.Files;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Bridged;

/// <summary>A model in Python that reads numbers and no words.</summary>
public sealed class BridgedFeaturesTests : IDisposable
{
    private const string Perceptron = """
        import numpy
        from mas_bridge import Model

        class Perceptron(Model):
            arrays = "numpy"
            vocabulary = {"no": 1, "yes": 0}
            features = 16
            sites = {"hidden": 3}

            def __init__(self):
                self.below = numpy.array([[(i + j) % 3 - 1 for j in range(3)] for i in range(16)], "float32")
                self.above = numpy.array([[1, 2], [0, 1], [-1, 3]], "float32")

            def run(self, inputs, lengths, at):
                return at("hidden", numpy.tanh(inputs @ self.below)) @ self.above

            def gradient(self, ids, lengths, site, latents, replaced, upstream):
                return upstream @ self.above.T

        """;

    private readonly PythonFolder _folder = new();

    public BridgedFeaturesTests() => PythonHere.Require("numpy");

    [Fact]
    public void Its_numbers_are_those_of_the_task_and_its_labels_are_found_by_name()
    {
        using var scope = NewDisposeScope();
        SequenceTask task = KnownTasks.Named("hierarchical-equality")!;
        using OpenedSource opened = _folder.Open(Perceptron, task);
        Assert.Equal(16 * 3 + 3 * 2, opened.Network.ParameterCount);
        var random = new SeededRandom(3);
        TokenRows rows = task.Rows(5, QuantityChoice.All, ref random);
        using RunnableActivity activity = opened.Network.Record(rows, opened.Network.Sites[0]);
        Tensor inputs = Device.Cpu.From(rows.Features, 5, 16);
        Tensor below = Device.Cpu.From(
            [.. from i in Enumerable.Range(0, 16) from j in Enumerable.Range(0, 3) select (i + j) % 3 - 1f], 16, 3);
        Tensor above = Device.Cpu.From([1f, 2, 0, 1, -1, 3], 3, 2), hidden = inputs.mm(below).tanh();
        int[] first = rows.Offsets[..^1];
        Golden.Close(activity.Latents(first), hidden, 1e-6);
        IReadOnlyList<string> words = task.Vocabulary.Words;
        long[] labels = [words.ToList().IndexOf("yes"), words.ToList().IndexOf("no")];
        Golden.Close(activity.Logits(first).index_select(1, Device.Cpu.Indices(labels)), hidden.mm(above), 1e-5);
    }

    // Three vectors, and behind them the end, which is none: a table of three positions must do.
    [Fact]
    public void No_more_positions_are_fed_than_the_file_has()
    {
        using var scope = NewDisposeScope();
        string file = Path.Combine(_folder.Root, "trials.jsonl");
        string[] lines = [.. Enumerable.Range(0, 60).Select(i => FormattableString.Invariant(
            $"{{\"features\": [[{i}], [{i % 7}], [{i % 3}]], \"labels\": [null, null, \"{(i % 3 == 0 ? "no" : "yes")}\"], ")
                + $"\"variables\": {{\"kind\": [null, null, {i % 3}]}}}}")];
        File.WriteAllLines(file, lines);
        SequenceTask task = FileTask.Read(file);
        using OpenedSource opened = _folder.Open(Perceptron.Replace("features = 16", "features = 1", StringComparison.Ordinal)
            .Replace("range(16)", "range(1)", StringComparison.Ordinal)
            .Replace("        return at(", "        assert inputs.shape[1] <= 3, inputs.shape\n        return at(",
                StringComparison.Ordinal), task);
        var random = new SeededRandom(3);
        TokenRows rows = task.Rows(5, QuantityChoice.All, ref random);
        using RunnableActivity activity = opened.Network.Record(rows, opened.Network.Sites[0]);
        int[] last = [.. rows.Offsets[1..].Select(end => end - 2)];
        Assert.Equal(5, activity.Latents(last).size(0));
        Assert.Equal(5, activity.Logits(last).size(0));
    }

    public void Dispose() => _folder.Dispose();
}
