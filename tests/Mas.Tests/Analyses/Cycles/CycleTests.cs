using Mas.Alignments;
using Mas.Analyses.Cycles;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Oracles.Networks;
using Mas.Results.Records;
using Mas.Tensors;
using Mas.Tests.Interchange;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Analyses.Cycles;

/// <summary>Activity that is carried through a network that runs on.</summary>
public sealed class CycleTests
{
    private const int Count = 200;

    // What stands in the sequences is counted here word by word, without the causal model's code.
    [Fact]
    public void The_last_network_of_a_cycle_should_do_what_counting_through_both_interventions_gives()
    {
        using var study = new RealGrus("networks/gru-a");
        SequencePool pool = study.Pool(Metrics.Test);
        Cycle[] cycles = Draw(study, 0, 0, 0);
        Assert.Equal(Count, cycles.Distinct().Count());
        foreach (Cycle cycle in cycles)
        {
            Donor read = Assert.Single(cycle.First.Donors);
            string[] source = Words(pool, pool.Tokens(read.Sequence).ToArray());
            string[] fed = Words(pool, CycleRun.Fed([cycle], pool).Row(0).ToArray());
            Assert.InRange(cycle.Later, cycle.First.TargetPosition + 1, fed.Length - 2);
            Assert.DoesNotContain(fed[cycle.Later], (string[])["B", "T", "E"]);
            (int count, bool responds) = Counted(source[..(read.Position + 1)], 0, false);
            (count, responds) = Counted(fed[(cycle.First.TargetPosition + 1)..(cycle.Later + 1)], count, responds);

            int quantity = pool.Quantity(cycle.Second.TargetSequence);
            string[] ends = Words(pool, cycle.Second.Continuation);
            int demos = responds ? 0 : Math.Max(0, quantity - count), responses = responds ? count : Math.Max(quantity, count);
            Assert.Equal((demos, responds ? 0 : 1, responses),
                (ends.Count(word => word[0] == 'D'), ends.Count(word => word == "T"), ends.Count(word => word == "R")));
            Assert.Equal("E", ends[^1]);
        }
    }

    [Fact]
    public void A_cycle_depends_on_its_number_alone()
    {
        using var study = new RealGrus("networks/gru-a");
        CycleSampler one = Sampler(study, 0, 0, 0), other = Sampler(study, 0, 0, 0);
        string Shown(Cycle cycle) => string.Join(' ', cycle.First.Donors[0], cycle.First.TargetSequence, cycle.First.TargetPosition,
            cycle.Later, cycle.Second.TargetSequence, cycle.Second.TargetPosition, string.Join(',', cycle.Second.Continuation));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => Shown(one.Make(i))),
            Enumerable.Range(0, 20).Reverse().Select(i => Shown(other.Make(i))).Reverse());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Later_latents_are_those_of_the_plain_pass_from_the_intervention_on(bool replacesAll)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        Cycle[] cycles = Draw(study, 0, 1, 0);
        TokenRows fed = CycleRun.Fed(cycles, study.Pool(Metrics.Test));
        RecurrentNetwork via = study.Networks[1];
        using RunnableActivity recording = via.Record(fed, via.State);
        var data = new InterchangeData(
            [study.Recordings(Metrics.Test)[0], recording], [study.Pool(Metrics.Test).Rows, fed], [new Route(0, 1)],
            [[.. cycles.Select((cycle, row) => cycle.First with { TargetSequence = row })]], replacesAll);
        using LearnedMaps maps = study.Learned(16);
        Tensor later = LaterLatents.Of(data, maps.Hard(), [.. cycles.Select(cycle => cycle.Later)]);
        Tensor intervened = new InterchangeEngine(data, 1).Intervened(maps.Hard(), 0, Count);
        var wanted = new List<Tensor>();
        for (int row = 0; row < Count; row++)
        {
            Tensor state = intervened.narrow(0, row, 1);
            for (int t = cycles[row].First.TargetPosition + 1; t <= cycles[row].Later; t++)
                state = RecurrentOracle.Cell(via.Weights, fed.Row(row)[t], state);
            wanted.Add(state);
        }
        Golden.Close(later, cat(wanted, 0), 2e-5);
        Tensor natural = recording.Latents([.. cycles.Select((cycle, row) => fed.Offsets[row] + cycle.Later)]);
        Assert.True(Golden.Difference(later, natural) > 0.1);
    }

    // The state of one is the other's with its units in another order: nothing is lost on the way.
    [Fact]
    public void A_permuted_copy_carries_everything_as_the_network_itself_does()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "planted/gru-a-permuted");
        using LearnedMaps maps = study.Learned(128);
        bool[] composed = Run(study, maps, 0, 1, 0), direct = Run(study, maps, 0, 0, 0), onwards = Run(study, maps, 1, 0, 1);
        Assert.Equal(direct, composed);
        Assert.InRange(Share(composed), 0.97, 1);
        Assert.InRange(Share(onwards), 0.97, 1);
    }

    [Fact]
    public void Maps_that_have_nothing_to_do_with_one_another_carry_nothing()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a", "networks/gru-b");
        Tensor Base(ulong seed) => OrthogonalBase.Random(128, seed).to_type(ScalarType.Float32);
        using var maps = new LearnedMaps([new CayleyAlignment(Base(1), zeros(128, 64)), new CayleyAlignment(Base(2), zeros(128, 64))],
            new FixedMask([64], [128, 128]));
        Cycle[] cycles = Draw(study, 0, 1, 0);
        using RunnableActivity recording = Record(study, cycles, 1);
        CycleRun run = RunOf(study, cycles, recording, 0, 0);
        StepMaps hard = maps.Hard();
        Assert.InRange(Share(run.Floor().TrialsRight), 0, 0.2);
        Assert.InRange(Share(run.Evaluate(hard with { Maps = [hard.Maps[0], hard.Maps[1], hard.Maps[0]] }).TrialsRight), 0, 0.2);
    }

    private static bool[] Run(RealGrus study, LearnedMaps maps, int source, int via, int target)
    {
        // One set of draws, whichever network is on the way.
        Cycle[] cycles = Draw(study, source, source, target);
        using RunnableActivity recording = Record(study, cycles, via);
        StepMaps hard = maps.Hard();
        return RunOf(study, cycles, recording, source, target)
            .Evaluate(hard with { Maps = [hard.Maps[source], hard.Maps[via], hard.Maps[target]] }).TrialsRight;
    }

    private static RunnableActivity Record(RealGrus study, Cycle[] cycles, int via) =>
        study.Networks[via].Record(CycleRun.Fed(cycles, study.Pool(Metrics.Test)), study.Networks[via].State);

    private static CycleRun RunOf(RealGrus study, Cycle[] cycles, RunnableActivity recording, int source, int target) =>
        new(cycles, (study.Recordings(Metrics.Test)[source], study.Pool(Metrics.Test).Rows),
            (recording, CycleRun.Fed(cycles, study.Pool(Metrics.Test))),
            (study.Recordings(Metrics.Test)[target], study.Pool(Metrics.Test).Rows), 0, replacesAll: false);

    private static Cycle[] Draw(RealGrus study, int source, int via, int target) =>
        [.. Enumerable.Range(0, Count).Select(Sampler(study, source, via, target).Make)];

    private static CycleSampler Sampler(RealGrus study, int source, int via, int target)
    {
        SequencePool pool = study.Pool(Metrics.Test);
        (SequencePool, bool[]) Of(int network) => (pool, RealGrus.Usable(pool, study.Recordings(Metrics.Test)[network]));
        var exchange = VariableExchange.Between(pool.Task, pool.Task, "full", "full");
        return new CycleSampler(7, Of(source), Of(via), Of(target), exchange, exchange);
    }

    private static (int Count, bool Responds) Counted(string[] words, int count, bool responds)
    {
        foreach (string word in words)
        {
            responds |= word == "T";
            count += word[0] == 'D' ? 1 : word == "R" ? -1 : 0;
        }
        return (count, responds);
    }

    private static string[] Words(SequencePool pool, int[] tokens) => pool.Task.Vocabulary.Print(tokens).Split(' ');

    private static double Share(bool[] outcomes) => outcomes.Count(right => right) / (double)outcomes.Length;
}
