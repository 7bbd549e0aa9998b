using Mas.Causal;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class PairTaskTests
{
    [Theory]
    [InlineData("hierarchical-equality", 16)]
    [InlineData("and-or", 24)]
    public void Pairs_are_exactly_equal_or_independent_and_labels_are_balanced(string name, int width)
    {
        SequenceTask task = KnownTasks.Named(name)!;
        Assert.Equal(width, task.FeatureWidth);
        Assert.Equal(["P", "B", "E", "no", "yes"], task.Vocabulary.Words);
        Assert.True(task.JointVariables);
        Assert.Equal(name == "and-or", task.BalancesLabels);
        SeededRandom random = new(3);
        int yes = 0;
        float lowest = 1, highest = -1;
        float[] features = new float[width];
        for (int q = 0; q < 2_000; q++)
        {
            int[] tokens = task.Sample(ref random, QuantityChoice.All, features);
            (lowest, highest) = (Math.Min(lowest, features.Min()), Math.Max(highest, features.Max()));
            for (int p = 0; p < width; p += 8)
                Assert.True(Enumerable.Range(p, 4).Count(i => features[i] == features[i + 4]) is 0 or 4);
            yes += tokens[1] == task.Vocabulary.Id("yes") ? 1 : 0;
        }
        Assert.InRange(yes, 920, 1_080);
        Assert.InRange(lowest, -0.5, -0.499);
        Assert.InRange(highest, 0.499, 0.5);
    }

    [Theory]
    [InlineData("hierarchical-equality", "hierarchical-equality", "yes no no yes")]
    [InlineData("and-or", "and-or-and", "no yes yes yes")]
    [InlineData("and-or", "and-or", "no no no yes")]
    public void The_label_follows_from_the_overwritten_variables_alone(string name, string causal, string expected)
    {
        SequenceTask task = KnownTasks.Named(name, new() { Causal = causal })!;
        SeededRandom random = new(5);
        float[] features = new float[task.FeatureWidth];
        int[] tokens = task.Sample(ref random, QuantityChoice.All, features);
        List<string> labels = [];
        for (int first = 0; first < 2; first++)
            for (int second = 0; second < 2; second++)
            {
                CausalValue[] wanted = [new(first), new(second)];
                Continuation continuation = task.Counterfactual(new(tokens, features), 0,
                    [new(0, wanted[0]), new(1, wanted[1])], ref random)!;
                Assert.Equal(wanted, continuation.ValuesAfter);
                Assert.Equal([true], continuation.Scored);
                labels.Add(task.Vocabulary.Word(continuation.Tokens.Single()));
            }
        Assert.Equal(expected, string.Join(' ', labels));
    }

    [Fact]
    public void Both_causal_models_of_and_or_give_every_input_the_same_label()
    {
        for (int bits = 0; bits < 8; bits++)
        {
            bool[] pairs = [(bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0];
            bool label = (pairs[0] && pairs[1]) || (pairs[1] && pairs[2]);
            Assert.Equal(label, PairModel.AndOrAnd.LabelOf(PairModel.AndOrAnd.Values(pairs)));
            Assert.Equal(label, PairModel.AndOr.LabelOf(PairModel.AndOr.Values(pairs)));
        }
    }

    [Fact]
    public void A_sample_whose_input_or_label_does_not_fit_is_refused()
    {
        SequenceTask task = KnownTasks.Named("hierarchical-equality")!;
        int[] tokens = task.Vocabulary.Parse("B yes");
        string Error(int[] tokens, float[] features) => Assert.Throws<InputException>(() => task.Trace(new(tokens, features))).Message;
        Assert.Equal(
            "the sample is not one of the task hierarchical-equality: its input has 3 numbers, where 16 from −0.5 to 0.5 are wanted",
            Error(tokens, [0, 0, 0]));
        Assert.Contains("its input has 16 numbers", Error(tokens, [.. Enumerable.Repeat(float.NaN, 16)]), StringComparison.Ordinal);
        Assert.Equal(
            "the sample is not one of the task hierarchical-equality: its tokens are 'B no', where its input asks for 'B yes'",
            Error(task.Vocabulary.Parse("B no"), new float[16]));
    }
}
