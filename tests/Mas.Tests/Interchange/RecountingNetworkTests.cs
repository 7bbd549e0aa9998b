using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
using Mas.Runs;
using Mas.Tasks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary>A network that works its counts out anew and one that carries what is still due: each passes its own causal model and fails the
/// other's.</summary>
public sealed class RecountingNetworkTests
{
    private static readonly SequenceTask Recount = KnownTasks.Named("multi-object", new() { Causal = "recount" })!,
        UpDown = KnownTasks.Named("multi-object")!;

    [Theory]
    [InlineData("demo_count", 0)]
    [InlineData("resp_count", 1)]
    public void A_network_that_recounts_passes_recount_without_an_alignment(string variable, int unit)
    {
        using var scope = NewDisposeScope();
        // Unit 0 of the identity's columns is swapped for the first variable, unit 1 for the second.
        StepMaps maps = new([new LinearMap(eye(2))], eye(2));
        foreach (TellingShare telling in Enum.GetValues<TellingShare>())
        {
            RouteOutcome swapped = Evaluate(Recount, variable, unit, maps, telling);
            Assert.Equal((1.0, 1.0), (swapped.TrialIia, swapped.TokenIia));
        }
        Assert.Equal(0, Evaluate(Recount, variable, unit, null, TellingShare.All).TrialIia);
        Assert.InRange(Evaluate(Recount, variable, unit, null, TellingShare.None).TrialIia, 0.5, 0.95);
    }

    [Fact]
    public void It_fails_up_down_with_its_whole_latent_exchanged()
    {
        using var scope = NewDisposeScope();
        RouteOutcome swapped = Evaluate(UpDown, "full", 0, new StepMaps([new LinearMap(eye(2))]));
        Assert.InRange(swapped.TrialIia, 0, 0.2);
    }

    [Theory]
    [InlineData("recount", "demo_count", 0.95, 1)]
    [InlineData("up-down", "count", 0, 0.3)]
    public void What_is_learned_of_a_network_that_recounts(string causal, string variable, double least, double most)
    {
        using var network = new RecountingNetwork(UpDown.Vocabulary);
        Assert.InRange(Learned(network, causal, variable), least, most);
    }

    [Theory]
    [InlineData("recount", "demo_count", 0, 0.1)]
    [InlineData("up-down", "count", 0.95, 1)]
    public void What_is_learned_of_a_network_that_carries_the_count(string causal, string variable, double least, double most)
    {
        using Network network = Golden.Recurrent("updown", folder: "algorithms");
        Assert.InRange(Learned(network, causal, variable), least, most);
    }

    [Fact]
    public void A_program_cannot_ask_for_full_either()
    {
        using var network = new RecountingNetwork(UpDown.Vocabulary);
        Assert.StartsWith(
            "The causal model recount overwrites one variable alone, so that full is not offered; name demo_count or resp_count.",
            Assert.Throws<ArgumentException>(() =>
                ModelAlignment.Learn([network], Recount, AlignmentMethod.Das, null, TestContext.Current.CancellationToken)).Message,
            StringComparison.Ordinal);
    }

    private static double Learned(Network network, string causal, string variable)
    {
        var options = new LearnOptions
        {
            Threads = 1,
            Alignment = new AlignmentOptions
            {
                Variables = [new([variable])],
                Sizes = [new([1])],
                Steps = 1000,
                Train = 2000,
                Validation = 200,
                Test = 400,
                Seeds = [1],
            },
            Evaluation = new EvaluationOptions { Controls = [] },
        };
        using LearnedAlignment learned = ModelAlignment.Learn(
            [network], KnownTasks.Named("multi-object", new() { Causal = causal })!, AlignmentMethod.Das, options,
            TestContext.Current.CancellationToken);
        return learned.Test().Single().TrialIia;
    }

    // One network, written into itself.
    private static RouteOutcome Evaluate(SequenceTask task, string variable, int subspace, StepMaps? maps, TellingShare telling = default)
    {
        using var network = new RecountingNetwork(task.Vocabulary);
        var pool = new SequencePool(task, 1, Metrics.Test, 400);
        RunnableActivity activity = network.Record(pool.Rows, network.Sites[0]);
        bool[] usable = RealGrus.Usable(pool, activity);
        Assert.DoesNotContain(false, usable);
        var key = new InterventionKey(1, Metrics.Test, 0, 0, [VariableExchange.Between(task, task, variable, variable, subspace)])
        {
            Telling = telling,
            TellsFromSource = true,
        };
        Intervention[] interventions = new InterventionSampler(key, pool, usable, pool, usable).Make(0, 1000);
        return new InterchangeEngine(new InterchangeData([activity], [pool.Rows], [new Route(0, 0, subspace)], [interventions]), 1)
            .Evaluate(maps)[0];
    }
}
