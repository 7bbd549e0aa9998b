using System.Text.Json.Nodes;
using Mas.Networks;
using Mas.Networks.FeedForward;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Transformers;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Transformers and perceptrons as folders.</summary>
public sealed class TransformerFolderTests : IDisposable
{
    private static readonly Vocabulary s_words = new(["D", "R", "T"]);

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-network-").FullName;

    private static TrainableConfig Config(string architecture, bool bias = true)
    {
        TrainableConfig config = FreshConfig.Of(architecture, 6, 2, 0, 3, s_words.Words, "single-object");
        return config is MlpConfig mlp ? mlp with { Bias = bias } : config;
    }

    [Theory]
    [InlineData("transformer", true)]
    [InlineData("mlp", true)]
    [InlineData("mlp", false)]
    public void A_stored_network_comes_back_as_it_was(string name, bool bias)
    {
        using var scope = NewDisposeScope();
        IReadOnlyDictionary<string, Tensor> weights = Save(Config(name, bias));
        using Network network = NetworkFolder.Load(Stored, s_words);
        IReadOnlyDictionary<string, Tensor> loaded = network switch
        {
            TransformerNetwork transformer => transformer.Weights.Named,
            MlpNetwork mlp => mlp.Weights.Named,
            _ => throw new InvalidOperationException(network.Architecture),
        };
        Assert.Equal(weights.Keys, loaded.Keys);
        foreach (string key in weights.Keys)
        {
            // A perceptron answers with labels only: its outputs for the words that frame a sequence are closed.
            int closed = name == "mlp" && key.StartsWith("head.", StringComparison.Ordinal) ? Vocabulary.Framing.Count : 0;
            Golden.Close(loaded[key].slice(0, closed, long.MaxValue, 1), weights[key].slice(0, closed, long.MaxValue, 1), 0);
            if (closed > 0 && key == "head.bias")
                Assert.True(loaded[key].slice(0, 0, closed, 1).max().item<float>() <= -1e4f);
        }
        Assert.Equal(bias || name != "mlp", loaded.Keys.Any(key => key.EndsWith("s.0.bias", StringComparison.Ordinal)
            || key.EndsWith("norm_1.bias", StringComparison.Ordinal)));
        Assert.Equal((name, weights.Values.Sum(weight => weight.numel())), (network.Architecture, network.ParameterCount));
        Assert.Equal(Config(name).Sites, network.Sites);
    }

    [Theory]
    [InlineData("heads", "5", "is not divisible by the 5 heads")]
    [InlineData("heads", "6", "the width 1 is odd; rotary positions turn pairs of a head's units: an even number is wanted")]
    [InlineData("positions", "\"relative\"", "'positions' is 'relative'; wanted is 'rotary' or 'learned' or 'sinusoidal' or 'none'")]
    [InlineData("activation", "\"swish\"", "'activation' is 'swish'; wanted is 'relu' or 'gelu'")]
    [InlineData("rotary_base", "500000", "'rotary_base' is 500000; this program's transformer has 10000")]
    [InlineData("norm_epsilon", "0", "'norm_epsilon' is 0; a number above 0, at most 1, is wanted")]
    public void A_transformer_of_another_form_is_refused(string key, string value, string message)
    {
        using var scope = NewDisposeScope();
        Save(Config("transformer"));
        string path = Path.Combine(Stored, "config.json");
        JsonNode config = JsonNode.Parse(File.ReadAllText(path))!;
        config[key] = JsonNode.Parse(value);
        File.WriteAllText(path, config.ToJsonString());
        InputException error = Assert.Throws<InputException>(() => NetworkFolder.ReadConfig(Stored));
        Assert.Contains(message, error.Message);
        Assert.Equal(key, Assert.Single(error.Errors).Key);
    }

    private string Stored => Path.Combine(_folder, "network");

    private IReadOnlyDictionary<string, Tensor> Save(TrainableConfig config)
    {
        NativeTorch.Load();
        IReadOnlyDictionary<string, Tensor> weights = config.Random(4);
        NetworkFolder.Save(Stored, config, weights);
        return weights;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
