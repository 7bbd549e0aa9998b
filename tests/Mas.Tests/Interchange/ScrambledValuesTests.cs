using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Interchange;

/// <summary>Values that go through a fixed permutation.</summary>
public sealed class ScrambledValuesTests
{
    private static readonly CausalValue[][] s_values = [.. Enumerable.Range(0, 12).Select(i => new[] { new CausalValue(i) })];

    [Fact]
    public void Every_value_has_another_one_as_its_image_and_every_one_is_an_image()
    {
        var scrambled = new ScrambledValues(s_values.Concat(s_values.Reverse()), seed: 3);
        double[] images = [.. s_values.Select(value => Assert.Single(scrambled.Of(value)!).Number)];
        Assert.Equal(s_values.Select(value => value[0].Number), images.Order());
        Assert.All(images.Index(), one => Assert.NotEqual(one.Index, one.Item));
        Assert.Null(scrambled.Of([new CausalValue(12)]));
        // The order in which values occur decides nothing, the seed does.
        double[] Images(IEnumerable<CausalValue[]> occurring, ulong seed) =>
            [.. s_values.Select(value => new ScrambledValues(occurring, seed).Of(value)![0].Number)];
        Assert.Equal(images, Images(s_values.Reverse(), 3));
        Assert.NotEqual(images, Images(s_values, 4));
        Assert.Throws<InputException>(() => new ScrambledValues(s_values[..1], seed: 3));
    }

    [Fact]
    public void Labels_follow_the_image_of_the_sources_value()
    {
        SequenceTask task = KnownTasks.Named("multi-object", new TaskOptions { HeldOut = [] })!;
        var pool = new SequencePool(task, 1, Metrics.Train, 200);
        bool[] usable = [.. Enumerable.Range(0, pool.Count).Select(_ => true)];
        VariableExchange exchange = VariableExchange.Between(task, task, CausalVariable.Full, CausalVariable.Full);
        CausalValue[] Values(int q, int position) => [.. exchange.Pairs.Select(pair => pool.Values(q, position)[pair.Source])];
        var scrambled = new ScrambledValues(
            Enumerable.Range(0, pool.Count).SelectMany(q => pool.Readable(q).ToArray().Select(position => Values(q, position))), seed: 7);
        var key = new InterventionKey(1, Metrics.Train, 0, 0, [exchange with { Scrambled = scrambled }]);
        Intervention[] made = new InterventionSampler(key, pool, usable, pool, usable).Make(0, 200);
        int response = 0;
        foreach (Intervention one in made)
        {
            CausalValue[] image = scrambled.Of(Values(one.Donors[0].Sequence, one.Donors[0].Position))!;
            int phase = Array.FindIndex([.. task.Variables], variable => variable.Name == "phase"), count = 1 - phase;
            if (task.Variables[phase].Labels![(int)image[phase].Number] != "response")
                continue;
            // What is left to do is the image's count: as many responses, then E.
            Assert.Equal((int)image[count].Number + 1, one.Continuation.Length);
            response++;
        }
        Assert.InRange(response, 20, 180);
    }
}
