using Mas.Interchange;
using Mas.Language;
using Mas.Networks;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Language;

/// <summary>Pairs of texts: drawn from a seed, exchanged up to the last position, read at all of them.</summary>
public sealed class TextInterventionsTests
{
    private const int Texts = 6, Length = 40;

    private static readonly int[] s_predicted = [.. Enumerable.Range(0, Texts * Length).Select(place => 1000 + place)];

    private sealed class NoActivity : RunnableActivity
    {
        public override int Width => 1;

        public override Tensor Latents(ReadOnlySpan<int> positions) => throw new NotSupportedException();

        public override Tensor Logits(ReadOnlySpan<int> positions) => throw new NotSupportedException();

        public override PreparedTargets Prepare(TargetRows rows, Tensor? continuations = null) => throw new NotSupportedException();

        public override RunnableActivity Share() => this;

        public override void Dispose()
        {
        }
    }

    private static TextPool Pool() => new(
        new TokenRows(new int[Texts * Length], [.. Enumerable.Range(0, Texts + 1).Select(text => text * Length)]), s_predicted,
        new float[Texts * Length], new NoActivity());

    private static TextWindow Window => TextWindow.Of(Length, exchangesFirst: false);

    [Fact]
    public void Every_position_of_the_window_is_read_and_the_label_is_what_the_source_predicts_there()
    {
        var pairs = new TextInterventions(7, 50, [0, 2, 5], Pool(), Window);
        foreach ((int number, Intervention one) in pairs.Index())
        {
            (int source, int target) = pairs.Texts(number);
            Assert.Equal((source, target), (one.Donors[0].Sequence, one.TargetSequence));
            Assert.Equal((1, Length - 11, Length - 11), (one.FirstPosition, one.TargetPosition, one.Donors[0].Position));
            int[] steps = [.. one.Earlier!.Value.Steps, 0], labels = [.. one.Earlier!.Value.Labels, one.Continuation[0]];
            Assert.Equal(Enumerable.Range(10, Length - 20), steps.Select(step => one.TargetPosition + step));
            Assert.Equal(steps.Select(step => 1000 + source * Length + one.TargetPosition + step), labels);
        }
        Assert.Equal([0, 2, 5], pairs.Select(one => one.TargetSequence).Distinct().Order());
        Assert.Contains(pairs, one => one.Donors[0].Sequence == one.TargetSequence); // with replacement
    }

    [Fact]
    public void In_training_some_positions_are_drawn_without_replacement_and_the_rest_does_not_run()
    {
        var pairs = new TextInterventions(7, 300, [0, 1, 2, 3, 4, 5], Pool(), Window, scored: 5);
        foreach (Intervention one in pairs)
        {
            int[] positions = [.. one.Earlier!.Value.Steps.Append(0).Select(step => one.TargetPosition + step)];
            Assert.Equal(5, positions.Distinct().Count());
            Assert.Equal(positions.Order(), positions);
            Assert.All(positions, position => Assert.InRange(position, 10, Length - 11));
        }
        // Each of the twenty positions is as likely as any other: 75 of 300 expected, with a standard deviation of 7.5.
        int[] counts = [.. Enumerable.Range(10, Length - 20).Select(position =>
            pairs.Count(one => one.Earlier!.Value.Steps.Append(0).Any(step => one.TargetPosition + step == position)))];
        Assert.All(counts, count => Assert.InRange(count, 75 - 35, 75 + 35));
    }

    [Fact]
    public void Of_later_tokens_the_target_reads_the_source_s_and_every_prediction_of_the_source_is_a_label()
    {
        int[] tokens = [.. Enumerable.Range(0, Texts * Length)];
        TextPool pool = Pool() with { Rows = new TokenRows(tokens, [.. Enumerable.Range(0, Texts + 1).Select(text => text * Length)]) };
        var pairs = new LaterPredictions(7, 200, [0, 2, 5], pool, Window);
        foreach (Intervention one in pairs)
        {
            (int source, int p) = (one.Donors[0].Sequence, one.TargetPosition);
            Assert.Equal((1, p), (one.FirstPosition, one.Donors[0].Position));
            Assert.Equal(Enumerable.Range(p, Length - p).Select(at => 1000 + source * Length + at), one.Labels!);
            Assert.Equal(Enumerable.Range(p + 1, Length - p - 1).Select(at => source * Length + at), one.Continuation[..^1]);
            Assert.True(one.Scored.Length == Length - p && one.Scored.All(scored => scored) && !one.IsCut && one.Earlier is null);
        }
        Assert.Equal(Enumerable.Range(10, Length - 20), pairs.Select(one => one.TargetPosition).Distinct().Order());
        Assert.Equal([0, 2, 5], pairs.Select(one => one.TargetSequence).Distinct().Order());
        Assert.Equal(pairs[150].Labels!, new LaterPredictions(7, 151, [0, 2, 5], pool, Window)[150].Labels!);
    }

    [Fact]
    public void A_pair_is_a_function_of_the_seed_and_its_number()
    {
        string Text(Intervention one) => $"{one.Donors[0]} {one.TargetSequence} {string.Join(' ', one.Earlier!.Value.Labels)}";
        var pairs = new TextInterventions(7, 20, [0, 1, 2, 3], Pool(), Window, scored: 3);
        Assert.Equal(pairs.Select(Text), new TextInterventions(7, 10, [0, 1, 2, 3], Pool(), Window, scored: 3).Select(Text)
            .Concat(Enumerable.Range(10, 10).Select(number => Text(pairs[number]))));
        Assert.NotEqual(pairs.Select(Text), new TextInterventions(8, 20, [0, 1, 2, 3], Pool(), Window, scored: 3).Select(Text));
    }

    [Fact]
    public void The_first_position_is_exchanged_where_it_is_no_sink()
    {
        Assert.Equal(0, TextWindow.Of(Length, exchangesFirst: true).First);
        Assert.True(AttentionSink.Exchanges(SinkRule.Auto, [1.5, 9.9]));
        Assert.False(AttentionSink.Exchanges(SinkRule.Auto, [1.5, 10.1]));
        Assert.True(AttentionSink.Exchanges(SinkRule.Exchange, [150]));
        Assert.False(AttentionSink.Exchanges(SinkRule.Keep, [1]));
    }
}
