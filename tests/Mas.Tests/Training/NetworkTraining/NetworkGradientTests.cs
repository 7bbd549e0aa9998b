using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Networks;
using Mas.Training.NetworkTraining;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training.NetworkTraining;

public class NetworkGradientTests
{
    [Theory]
    [InlineData(16, 16, 7)]
    [InlineData(48, 24, 7)]
    [InlineData(5, 7, 7)]    // less than one vector
    [InlineData(21, 9, 60)]  // a vector and a rest; more scored positions than go through the head at once
    public void The_written_out_gradient_is_that_of_automatic_differentiation(int width, int headWidth, int count)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        int[][] sequences = Draw(count);
        using GruWeights weights = GruWeights.Random(Golden.MultiObject.Vocabulary.Count, width, headWidth, seed: 5);
        using var batch = new ScoredBatch(Golden.MultiObject, sequences);
        Tensor dropout = DropoutMask.Draw(batch.Owners.Length, headWidth, 0.5, seed: 7);
        (double loss, Tensor[] gradients) = NetworkGradient.Of(weights, batch, dropout);

        using GruWeights exact = weights.To(ScalarType.Float64);
        Tensor wanted = PlainLoss(exact, sequences, dropout.to_type(ScalarType.Float64));
        wanted.backward();
        Assert.Equal(wanted.item<double>(), loss, 1e-5);
        foreach ((Tensor gradient, string name) in gradients.Zip(weights.Named.Keys))
            Golden.CloseToLargest(gradient, exact.Named[name].grad!, 1e-5);
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

    private static int[][] Draw(int count)
    {
        var random = new SeededRandom(11);
        var sequences = new int[count][];
        for (int i = 0; i < sequences.Length; i++)
            sequences[i] = Golden.MultiObject.Sample(ref random, QuantityChoice.Trained);
        return sequences;
    }

    // One sequence at a time, every token; only those before a task token reach the head.
    private static Tensor PlainLoss(GruWeights weights, int[][] sequences, Tensor dropout)
    {
        foreach (Tensor weight in weights.Named.Values)
            weight.requires_grad_(true);
        var states = new List<Tensor>();
        var labels = new List<long>();
        foreach (int[] tokens in sequences)
        {
            bool[] taskTokens = Golden.MultiObject.Trace(tokens).TaskTokens;
            Tensor state = GruOracle.Zero(weights);
            for (int t = 0; t + 1 < tokens.Length; t++)
            {
                state = GruOracle.Cell(weights, tokens[t], state);
                if (!taskTokens[t + 1])
                    continue;
                states.Add(state);
                labels.Add(tokens[t + 1]);
            }
        }
        Tensor hidden = nn.functional.linear(cat(states, 0), weights.HiddenWeight, weights.HiddenBias).gelu();
        Tensor logits = nn.functional.linear(hidden * dropout, weights.OutputWeight, weights.OutputBias);
        return nn.functional.cross_entropy(logits, tensor(labels.ToArray()));
    }
}
