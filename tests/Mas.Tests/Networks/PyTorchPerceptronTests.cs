using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>A perceptron as torch.nn.Sequential, with an output for each label and for nothing else.</summary>
public sealed class PyTorchPerceptronTests : IDisposable
{
    private const int Features = 16, Width = 24, Sequences = 7;

    private const string Config = """
        {
          "architecture": "mlp",
          "width": 24,
          "layers": 2,
          "features": 16,
          "task": "hierarchical-equality",
          "vocabulary": ["yes", "no"],
          "names": {
            "layers.0.weight": "0.weight",
            "layers.0.bias": "0.bias",
            "layers.1.weight": "2.weight",
            "layers.1.bias": "2.bias",
            "head.weight": "4.weight",
            "head.bias": "4.bias"
          }
        }
        """;

    private static readonly SequenceTask s_task = KnownTasks.Named("hierarchical-equality")!;

    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void A_perceptron_whose_names_are_mapped_is_read_and_computes_what_its_weights_say()
    {
        using var scope = NewDisposeScope();
        TensorData[] tensors = Write();
        NativeTorch.Load();
        using Network network = NetworkFolder.Load(_folder, s_task.Vocabulary);
        Assert.Equal([new Site("layer.1", Width), new Site("layer.2", Width)], network.Sites);

        TokenRows rows = Samples();
        using RunnableActivity recording = network.Record(rows, network.Sites[0]);
        Tensor activity = tensor(rows.Features, [Sequences, Features]);
        foreach (string layer in (string[])["0", "2"])
            activity = nn.functional.linear(activity, FileTensors.Value(tensors, $"{layer}.weight"),
                FileTensors.Value(tensors, $"{layer}.bias")).relu();
        // Its columns are yes and no.
        Tensor wanted = nn.functional.linear(activity, FileTensors.Value(tensors, "4.weight"), FileTensors.Value(tensors, "4.bias"));
        Tensor logits = recording.Logits([.. rows.Offsets[..^1]]);
        Golden.Close(logits.narrow(1, s_task.Vocabulary.Id("yes"), 1), wanted.narrow(1, 0, 1), 1e-5);
        Golden.Close(logits.narrow(1, s_task.Vocabulary.Id("no"), 1), wanted.narrow(1, 1, 1), 1e-5);
        // The words that frame a sequence have no output, and so no probability.
        Golden.Close(logits.logsumexp(1), wanted.logsumexp(1), 1e-5);
        Golden.Close(logits.softmax(1).narrow(1, 0, 3), zeros(Sequences, 3), 0);
    }

    [Fact]
    public void A_label_without_an_output_is_refused()
    {
        Write("\"yes\", \"no\"", "\"yes\", \"maybe\"");
        InputException error = Assert.Throws<InputException>(() => NetworkFolder.Check(_folder, s_task.Vocabulary));
        Assert.Equal("the network does not know the word no of its task; its vocabulary is yes maybe", Assert.Single(error.Errors).Message);
    }

    private static TokenRows Samples()
    {
        var random = new SeededRandom(1);
        var features = new float[Sequences * Features];
        int[][] tokens = new int[Sequences][];
        for (int i = 0; i < Sequences; i++)
            tokens[i] = s_task.Sample(ref random, features: features.AsSpan(i * Features, Features));
        return TokenRows.From(tokens) with { Features = features };
    }

    private TensorData[] Write(string from = "\n", string to = "\n")
    {
        File.WriteAllText(Path.Combine(_folder, "config.json"), Config.Replace(from, to, StringComparison.Ordinal));
        TensorData[] tensors = FileTensors.Random(
            ("0.weight", [Width, Features]), ("0.bias", [Width]), ("2.weight", [Width, Width]), ("2.bias", [Width]),
            ("4.weight", [2, Width]), ("4.bias", [2]));
        SafetensorsWriter.Save(Path.Combine(_folder, "model.safetensors"), tensors);
        return tensors;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
