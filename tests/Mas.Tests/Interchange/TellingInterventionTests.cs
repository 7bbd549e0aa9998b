using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Interchange;

/// <summary>Telling interventions of recount ask for what neither the target nor the source would say next.</summary>
public sealed class TellingInterventionTests
{
    private const int Count = 400;

    [Theory]
    [InlineData("multi-object", "demo_count", Scheme.Single)]
    [InlineData("multi-object", "resp_count", Scheme.Single)]
    [InlineData("modulo", "demo_count", Scheme.Single)]
    [InlineData("multi-object", "demo_count", Scheme.Stepwise)]
    [InlineData("arithmetic", "cumulative_value", Scheme.Single)]
    [InlineData("arithmetic", "op", Scheme.Single)]
    [InlineData("arithmetic", "operand", Scheme.Single)]
    public void The_label_at_the_position_is_neither_ones_own_next_token(string name, string variable, Scheme scheme)
    {
        // Where neither has void tokens, two equal positions give the difference of the counts away, and none is telling.
        SequenceTask task = KnownTasks.Named(name, new() { Causal = "recount", Void = scheme == Scheme.Stepwise ? 0.2 : 0 })!;
        SequencePool pool = new(task, 1, Metrics.Train, 500);
        bool IsTelling(Intervention made)
        {
            Donor donor = Assert.Single(made.Donors);
            Assert.Equal(pool.Tokens(made.TargetSequence)[(made.TargetPosition + 1)..], made.Continuation);
            Assert.Equal(made.Continuation[1..], made.Labels![1..]);
            int own = made.Continuation[0], source = pool.Tokens(donor.Sequence)[donor.Position + 1];
            return made.Labels[0] != own && made.Labels[0] != source;
        }

        Intervention[] Made(TellingShare telling) => Sampler(pool, pool, variable, scheme, telling).Make(0, Count);

        Assert.All(Made(TellingShare.All), made => Assert.True(IsTelling(made)));
        Assert.All(Made(TellingShare.None), made => Assert.False(IsTelling(made)));
        Assert.InRange(Made(TellingShare.Half).Count(IsTelling), 150, 250); // five standard deviations of 10 around 200
    }

    // After p tokens of a sequence without void tokens resp_count = p - demo_count - 1 in both. Both go on and E is due for the source's
    // demo_count where demo_source <= resp_target < demo_target and resp_source < demo_source; then resp_source < resp_target, so that
    // demo_source > demo_target. Where both end, resp = demo in both and the two counts are equal. So none is telling.
    [Fact]
    public void Stepwise_without_void_tokens_none_is_telling_and_what_to_change_is_said()
    {
        SequencePool pool = new(KnownTasks.Named("multi-object", new() { Causal = "recount" })!, 1, Metrics.Train, 500);
        Assert.EndsWith("; use the scheme single, give the task void tokens, or name more roles in task.eligible",
            Assert.Throws<InputException>(() => Sampler(pool, pool, "demo_count", Scheme.Stepwise, TellingShare.All).Make(0)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_that_has_another_id_in_the_sources_task_is_the_same_word()
    {
        SequenceTask source = KnownTasks.Named("multi-object", new() { Causal = "recount", Void = 0.2 })!,
            target = KnownTasks.Named("single-object", new() { Causal = "recount" })!;
        Assert.NotEqual(source.Vocabulary.Id("R"), target.Vocabulary.Id("R"));
        SequencePool read = new(source, 1, Metrics.Train, 500), written = new(target, 1, Metrics.Train, 500);
        Assert.All(Sampler(read, written, "demo_count", Scheme.Single, TellingShare.All).Make(0, Count), made =>
            Assert.NotEqual(target.Vocabulary.Word(made.Labels![0]),
                source.Vocabulary.Word(read.Tokens(made.Donors[0].Sequence)[made.Donors[0].Position + 1])));
    }

    private static InterventionSampler Sampler(
        SequencePool source, SequencePool target, string variable, Scheme scheme, TellingShare telling)
    {
        var exchange = VariableExchange.Between(source.Task, target.Task, variable, variable);
        var key = new InterventionKey(1, Metrics.Train, 0, 1, [exchange]) { Scheme = scheme, Telling = telling, TellsFromSource = true };
        return new(key, source, [.. Enumerable.Repeat(true, source.Count)], target, [.. Enumerable.Repeat(true, target.Count)]);
    }
}
