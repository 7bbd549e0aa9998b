using Mas.Analyses.Isolation;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tasks;
using Mas.Tests.Experiments;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>Whether an exchange of one variable leaves the others as they are.</summary>
public sealed class IsolationTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    // A recurrent state is all that a network knows: with the source's whole state it does what the source would do.
    [Theory, InlineData("count", "phase"), InlineData("phase", "count")]
    public void The_whole_latent_brings_the_exchanged_variable_and_leaves_no_other_alone(string variable, string other)
    {
        using var study = new Study();
        RunRecord run = study.Run($"size: full, steps: 0, test: 200, variables: [{variable}]", null, "run", "analyses=[isolate]");
        Assert.Equal(4, run.Evidence!.Isolation.Count);
        Assert.All(run.Evidence.Isolation, one => Assert.Equal((variable, other), (one.Variable, one.Other)));
        Assert.All(run.Evidence.Isolation.Where(one => one.Source == one.Target), one =>
        {
            Assert.Equal(1, one.Cause.Mean);
            Assert.Equal((1 + one.Isolate.Mean) / 2, one.Mean, 1e-12);
            Assert.InRange(one.Isolate.Mean, 0, 0.5); // not 0: the trigger that is fed later puts a wrong phase right
            Assert.InRange(one.CauseFloor, 0, 0.5);
            Assert.Equal((200, 200), (one.CauseSamples, one.IsolateSamples));
        });
    }

    [Fact]
    public void One_random_direction_moves_nothing()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 1, steps: 0, start: random, test: 200, variables: [count]", null, "run", "analyses=[isolate]");
        Assert.All(run.Evidence!.Isolation.Where(one => one.Source == one.Target), one =>
        {
            Assert.InRange(one.Isolate.Mean, 0.9, 1);
            Assert.Equal(one.CauseFloor, one.Cause.Mean, 0.1);
        });
    }

    [Fact]
    public void The_table_has_rows_of_every_pair_of_variables_and_verification_makes_them_again()
    {
        using var study = new Study();
        study.Run("size: 8, steps: 0, seeds: [1, 2], variables: [count]", null, "run", "analyses=[isolate]");
        string[] rows = [.. File.ReadLines(study.File("run", "metrics.csv"))
            .Where(line => line.Contains(":phase,", StringComparison.Ordinal))];
        Assert.Equal(4 * (2 + 2 + 1), rows.Length);
        Assert.All(rows, row => Assert.Contains(",count,", row));
        VerificationRecord verified = study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(0, verified.NotEvaluated);
    }

    // What is fed after the swap is the target's own sequence there, and what tells is the label beside it.
    [Theory, InlineData("demo_count", "resp_count"), InlineData("resp_count", "demo_count")]
    public void Where_the_label_is_not_what_is_fed_the_label_tells(string variable, string other)
    {
        SequenceTask task = KnownTasks.Named("multi-object", new TaskOptions { Causal = "recount" })!;
        SequencePool pool = new(task, 1, Metrics.Test, 400);
        bool[] usable = [.. Enumerable.Repeat(true, pool.Count)];
        VariableExchange exchange = VariableExchange.Between(task, task, variable, variable),
            rest = VariableExchange.Between(task, task, other, other);
        var sampler = new InterventionSampler(new InterventionKey(1, Metrics.Test, 0, 0, [exchange]), pool, usable, pool, usable);
        Intervention[] drawn = sampler.Make(0, 4000);
        var pairs = new TellingPairs(pool, pool, exchange, rest);
        Intervention[] cause = [.. drawn.Where(pairs.TellsCause)];
        Assert.InRange(cause.Length, 10, 4000);
        Assert.All(cause, one => Assert.NotEqual(one.Labels![0], pool.Tokens(one.TargetSequence)[one.TargetPosition + 1]));
        Assert.InRange(drawn.Count(pairs.TellsIsolation), 10, 4000);
    }

    [Theory]
    [InlineData("multi-object", "count", "phase"), InlineData("multi-object", "phase", "count"),
        InlineData("arithmetic", "cumulative_value", "remaining_ops"), InlineData("arithmetic", "remaining_ops", "cumulative_value")]
    public void What_tells_of_one_variable_has_the_same_value_of_the_other(string name, string variable, string other)
    {
        SequenceTask task = KnownTasks.Named(name)!;
        SequencePool pool = new(task, 1, Metrics.Test, 400);
        bool[] usable = [.. Enumerable.Repeat(true, pool.Count)];
        VariableExchange exchange = VariableExchange.Between(task, task, variable, variable),
            rest = VariableExchange.Between(task, task, other, other);
        var sampler = new InterventionSampler(new InterventionKey(1, Metrics.Test, 0, 0, [exchange]), pool, usable, pool, usable);
        var pairs = new TellingPairs(pool, pool, exchange, rest);
        Intervention[] drawn = sampler.Make(0, 4000);
        Intervention[] cause = [.. drawn.Where(pairs.TellsCause)], isolate = [.. drawn.Where(pairs.TellsIsolation)];
        Assert.InRange(cause.Length, 10, 4000);
        Assert.InRange(isolate.Length, 10, 4000);
        Assert.All(cause, one => Assert.NotEqual(Value(one, exchange, ofSource: true), Value(one, exchange, ofSource: false)));
        Assert.All(cause, one => Assert.Equal(Value(one, rest, ofSource: true), Value(one, rest, ofSource: false)));
        Assert.All(isolate, one => Assert.Equal(Value(one, exchange, ofSource: true), Value(one, exchange, ofSource: false)));
        Assert.All(isolate, one => Assert.NotEqual(Value(one, rest, ofSource: true), Value(one, rest, ofSource: false)));
        // What is to change nothing asks for the target's own answers.
        Assert.All(isolate, one => Assert.Equal(Scored(one.Continuation, one.Scored).Length,
            pool.TaskTokens(one.TargetSequence)[(one.TargetPosition + 1)..].ToArray().Count(isTask => isTask)));

        double Value(Intervention one, VariableExchange of, bool ofSource) => ofSource
            ? pool.Values(one.Donors[0].Sequence, one.Donors[0].Position)[of.Pairs[0].Source].Number
            : pool.Values(one.TargetSequence, one.TargetPosition)[of.Pairs[0].Target].Number;

        static int[] Scored(int[] tokens, bool[] scored) => [.. tokens.Where((_, i) => scored[i])];
    }

    [Theory]
    [InlineData("analyses: [isolate]", "4:12 analyses: isolate asks whether an exchange of one variable leaves the others alone, and "
        + "'full' exchanges all of them; list a variable by its name in alignment.variables, or leave isolate out")]
    public void An_experiment_that_isolate_does_not_fit_is_told(string lines, string error) =>
        Assert.Equal([error], ExperimentFile.Errors(Head + lines));
}
