using Mas.Kernels;
using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.NetworkTraining;
using Mas.Oracles.Networks;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Networks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.NetworkTraining;

public class NetworkGradientTests
{
    private const int InParts = 400;

    [Theory]
    [InlineData("gru", 16, 16, 7)]
    [InlineData("gru", 48, 24, 7)]
    [InlineData("gru", 5, 7, 7)]    // less than one vector
    [InlineData("gru", 21, 9, 60)]  // a vector and a rest; more scored positions than go through the head at once
    [InlineData("lstm", 12, 7, 7)]
    [InlineData("lstm", 6, 5, InParts)]
    public void The_gradient_of_network_training_is_that_of_the_plain_pass(string cell, int width, int headWidth, int count)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        TokenRows rows = Draw(count);
        Assert.Equal(count == InParts, rows.Tokens.Length > NetworkGradient.TokensPerPart);
        TrainableConfig config = Config(cell, width, headWidth);
        using RecurrentNetwork network = Open(config);
        RecurrentWeights weights = network.Weights;
        var batch = ScoredBatch.Of(Golden.MultiObject, rows);
        Tensor dropout = DropoutMask.Draw(batch.Owners.Length, headWidth, 0.5, seed: 7);
        (double loss, Tensor[] gradients) = new NetworkGradient(config).At(weights.Named, batch, dropout);

        using RecurrentWeights exact = weights.To(ScalarType.Float64);
        Tensor wanted = PlainLoss(exact, rows, dropout.to_type(ScalarType.Float64));
        wanted.backward();
        Assert.Equal(wanted.item<double>(), loss, 1e-5);
        foreach ((Tensor gradient, string name) in gradients.Zip(weights.Named.Keys))
            Golden.CloseToLargest(gradient, exact.Named[name].grad!, 1e-5);
    }

    [Fact]
    public void The_gradient_that_is_written_out_is_that_of_automatic_differentiation()
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        TrainableConfig config = Config("gru", 20, 11);
        using RecurrentNetwork network = Open(config);
        var batch = ScoredBatch.Of(Golden.MultiObject, Draw(30));
        (double loss, Tensor[] gradients) = GruGradient.At(network.Weights, batch.Rows, batch.Positions, batch.Labels, dropout: null);
        (double wantedLoss, Tensor[] wanted) = new NetworkGradient(config).Automatic(network.Weights.Named, batch, dropout: null);
        (double halves, Tensor[] added) = new NetworkGradient(config, threads: 2).At(network.Weights.Named, batch, dropout: null);
        Assert.Equal(wantedLoss, loss, 1e-5);
        Assert.All(gradients.Zip(wanted), pair => Golden.CloseToLargest(pair.First, pair.Second, 1e-5));
        Assert.Equal(wantedLoss, halves, 1e-5);
        Assert.All(added.Zip(wanted), pair => Golden.CloseToLargest(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void Parts_of_a_batch_hold_every_scored_position_once_and_no_more_tokens_than_allowed()
    {
        var batch = ScoredBatch.Of(Golden.MultiObject, Draw(40) with { Features = [.. Enumerable.Range(0, 80).Select(i => (float)i)] });
        ScoredBatch[] parts = [.. batch.Parts(100)];
        Assert.InRange(parts.Length, 5, 40);
        Assert.All(parts, part => Assert.True(part.Rows.Tokens.Length <= 100));
        Assert.Equal(batch.Rows.Tokens, parts.SelectMany(part => part.Rows.Tokens));
        Assert.Equal(batch.Rows.Features, parts.SelectMany(part => part.Rows.Features));
        Assert.Equal(batch.Labels, parts.SelectMany(part => part.Labels));
        Assert.All(parts,
            part => Assert.All(part.Positions.Zip(part.Labels), pair => Assert.Equal(pair.Second, part.Rows.Tokens[pair.First + 1])));
        Assert.All(parts, part => Assert.Equal(Enumerable.Range(0, part.Rows.Count), part.Owners.Distinct()));
        Assert.All(batch.Parts(1), part => Assert.Equal(1, part.Rows.Count));
    }

    [Fact]
    public void Dropout_keeps_the_wanted_share_and_the_mean()
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        foreach (double share in new[] { 0, 0.25, 0.5 })
        {
            float[] mask = DropoutMask.Draw(500, 100, share, seed: 3).data<float>().ToArray();
            Assert.All(mask.Distinct(), value => Assert.True(value == 0 || value == (float)(1 / (1 - share))));
            Assert.Equal(1, mask.Average(), 0.02);
        }
    }

    private static TrainableConfig Config(string cell, int width, int headWidth) =>
        FreshConfig.Of(cell, width, 0, headWidth, 0, Golden.MultiObject.Vocabulary.Words, "multi-object");

    private static RecurrentNetwork Open(TrainableConfig config) => (RecurrentNetwork)config.Fresh(seed: 5);

    private static TokenRows Draw(int count)
    {
        var random = new SeededRandom(11);
        var sequences = new int[count][];
        for (int i = 0; i < sequences.Length; i++)
            sequences[i] = Golden.MultiObject.Sample(ref random, QuantityChoice.Trained);
        return TokenRows.From(sequences);
    }

    // One sequence at a time, every token; only those before a task token reach the head.
    private static Tensor PlainLoss(RecurrentWeights weights, TokenRows rows, Tensor dropout)
    {
        foreach (Tensor weight in weights.Named.Values)
            weight.requires_grad_(true);
        var states = new List<Tensor>();
        var labels = new List<long>();
        for (int row = 0; row < rows.Count; row++)
        {
            int[] tokens = rows.Row(row).ToArray();
            bool[] taskTokens = Golden.MultiObject.Trace(tokens).TaskTokens;
            Tensor state = RecurrentOracle.Start(weights);
            for (int t = 0; t + 1 < tokens.Length; t++)
            {
                state = RecurrentOracle.Cell(weights, tokens[t], state);
                if (!taskTokens[t + 1])
                    continue;
                states.Add(state);
                labels.Add(tokens[t + 1]);
            }
        }
        Tensor Layer(Tensor input, string name) =>
            nn.functional.linear(input, weights.Named[name + ".weight"], weights.Named[name + ".bias"]);
        Tensor hidden = Layer(cat(states, 0).narrow(1, 0, weights.Hidden), "head.0").gelu();
        return nn.functional.cross_entropy(Layer(hidden * dropout, "head.3"), tensor(labels.ToArray()));
    }
}
