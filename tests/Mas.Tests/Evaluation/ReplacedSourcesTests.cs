using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Runs;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>Controls that read a mean, or another sample's null part, in the place of the source, and the replay.</summary>
public sealed class ReplacedSourcesTests
{
    private const int Sequences = 300, Count = 200;

    // Sources after a response: of one object nothing is left to do and the next word is E; of 20 objects it may be R for 1 to 19 of them.
    [Theory]
    [InlineData(1, 1.0, 1.0)]
    [InlineData(20, 0.0, 0.5)]
    public void Output_only_reaches_the_exchange_where_the_next_word_says_all_that_is_left_and_nowhere_else(
        int largest, double least, double most)
    {
        using var scope = NewDisposeScope();
        using RecurrentNetwork network = Golden.Recurrent("gru-a");
        using RecordedPool train = Pool(network, network.State, Metrics.Train, largest),
            test = Pool(network, network.State, Metrics.Test, largest);
        int response = test.Sequences.Task.Vocabulary.Id("R");
        Intervention[] interventions = [.. Drawn(test).Where(one =>
            test.Sequences.Tokens(one.Donors[0].Sequence)[one.Donors[0].Position] == response)];
        using var means = MeanLatents.OfPredictions(train, Sequences, test, Read(test, interventions));
        TestSet set = Set(test, interventions, new ReplacedSources(Metrics.OutputOnly, [means]));
        SeedEvaluation found = Evaluated(set, network.Weights.Width);
        RouteOutcome replaced = found.Controls[Metrics.OutputOnly][0]!;
        Assert.InRange(found.Outcomes[0].TrialIia, 0.99, 1);
        Assert.InRange(replaced.TrialIia, least, most);
        Assert.InRange(set.Unchanged(threads: 1)[0].TrialIia, 0, 0.7);
        Assert.Null(replaced.Kept);
    }

    [Fact]
    public void A_mean_is_that_of_the_positions_after_which_the_network_says_the_same()
    {
        using var scope = NewDisposeScope();
        using RecurrentNetwork network = Golden.Recurrent("gru-a");
        using RecordedPool train = Pool(network, network.State, Metrics.Train, 20), test = Pool(network, network.State, Metrics.Test, 20);
        int position = test.Rows.Offsets[3] + 1;
        using var means = MeanLatents.OfPredictions(train, 40, test, [position]);
        long Said(RecordedPool pool, int flat) => pool.Activity.Logits([flat]).argmax(1).item<long>();
        int[] alike = [.. Enumerable.Range(0, 40).Where(q => train.Usable[q])
            .SelectMany(q => Enumerable.Range(train.Rows.Offsets[q], train.Sequences.Length(q) - 1))
            .Where(flat => Said(train, flat) == Said(test, position))];
        double[] wanted = new double[means.Width];
        foreach (int flat in alike)
        {
            float[] latent = train.Activity.Latents([flat]).data<float>().ToArray();
            for (int d = 0; d < wanted.Length; d++)
                wanted[d] += latent[d] / (double)alike.Length;
        }
        Assert.True(alike.Length >= MeanLatents.Fewest);
        Golden.Close(means.Latents([position]), tensor(wanted).unsqueeze(0), 1e-6);
    }

    [Fact]
    public void The_mean_of_a_tokens_embeddings_is_that_embedding_and_rare_tokens_have_none()
    {
        using var scope = NewDisposeScope();
        using RecurrentNetwork network = Golden.Recurrent("gru-a");
        using RecordedPool train = Pool(network, network.Embedding, Metrics.Train, 20),
            test = Pool(network, network.Embedding, Metrics.Test, 20);
        int[] all = [.. Enumerable.Range(0, test.Rows.Tokens.Length)];
        using var means = MeanLatents.OfTokens(train, Sequences, test, all);
        int[] known = Array.FindAll(all, means.Has);
        Assert.Equal(all.Where(position => test.Rows.Tokens[position] != Vocabulary.Eos), known);
        Assert.Equal(test.Activity.Latents(known).bytes.ToArray(), means.Latents(known).bytes.ToArray());
        // One sequence has one B and one T.
        using var few = MeanLatents.OfTokens(train, 1, test, all);
        int[] counted = [.. Enumerable.Range(0, train.Sequences.Length(0) - 1).GroupBy(t => train.Sequences.Tokens(0)[t])
            .Where(group => group.Count() >= MeanLatents.Fewest).Select(group => group.Key)];
        Assert.Equal(all.Where(position => counted.Contains(test.Rows.Tokens[position])), all.Where(few.Has));
        Assert.DoesNotContain(test.Rows.Offsets[0], all.Where(few.Has));
    }

    [Fact]
    public void Interventions_that_have_no_mean_are_left_out_and_the_others_say_which_they_are()
    {
        using var scope = NewDisposeScope();
        using RecurrentNetwork network = Golden.Recurrent("gru-a");
        using RecordedPool train = Pool(network, network.State, Metrics.Train, 20), test = Pool(network, network.State, Metrics.Test, 20);
        Intervention[] interventions = Drawn(test);
        int[] read = Read(test, interventions);
        using MeanLatents few = MeanLatents.OfPredictions(train, 3, test, read);
        using MeanLatents all = MeanLatents.OfPredictions(train, Sequences, test, read);
        bool[] right = Evaluated(
            Set(test, interventions, new ReplacedSources("few", [few])), network.Weights.Width).Controls["few"][0]!.TrialsRight;
        int[] kept = Evaluated(
            Set(test, interventions, new ReplacedSources("few", [few])), network.Weights.Width).Controls["few"][0]!.Kept!;
        Assert.Equal(kept.Length, right.Length);
        Assert.InRange(kept.Length, 1, Count - 1);
        Assert.Equal(Enumerable.Range(0, Count).Where(i => few.Has(
            test.Rows.Offsets[interventions[i].Donors[0].Sequence] + interventions[i].Donors[0].Position)), kept);
        Assert.Equal(Count, new ReplacedSources("all", [all]).Kept(0, interventions, test.Rows.Offsets).Length);
    }

    // The network reads the source's past and the continuation, token by token, as one natural sequence.
    [Fact]
    public void A_replay_is_the_target_run_over_the_sources_past_and_the_continuation()
    {
        using var scope = NewDisposeScope();
        using RecurrentNetwork network = Golden.Recurrent("gru-a");
        using RecordedPool test = Pool(network, network.State, Metrics.Test, 20);
        Intervention[] interventions = Drawn(test);
        TokenRows rows = TokenRows.From([.. interventions.Select(one => (int[])
            [.. test.Sequences.Tokens(one.Donors[0].Sequence)[..(one.Donors[0].Position + 1)], .. one.Continuation])]);
        using RunnableActivity natural = network.Record(rows, network.State);
        long[] said = natural.Logits([.. Enumerable.Range(0, rows.Tokens.Length)]).argmax(1).data<long>().ToArray();
        bool[] wanted = [.. interventions.Select((one, i) => Enumerable.Range(0, one.Continuation.Length)
            .All(s => !one.Scored[s] || said[rows.Offsets[i] + one.Donors[0].Position + s] == one.Continuation[s]))];
        bool[] found = Replay.Of(test.Activity, test.Rows, interventions, threads: 1).TrialsRight;
        Assert.Equal(wanted, found);
        // A state is all that a recurrent network goes on from.
        Assert.Equal(FullExchange.Of(test, interventions, threads: 1).Outcome.TrialsRight, found);
        Assert.False(Replay.IsPossible(Golden.MultiObject, KnownTasks.Named("arithmetic")!));
        Assert.False(Replay.IsPossible(KnownTasks.Named("hierarchical-equality")!, KnownTasks.Named("hierarchical-equality")!));
    }

    [Fact]
    public void Input_only_is_the_alignment_itself_where_embeddings_are_exchanged_at_every_position()
    {
        using var study = new Study();
        RunRecord run = study.Run("scheme: stepwise, test: 60",
            overrides: ["site=embedding", "evaluation.controls=[no-swap, replay, input-only]"]);
        Assert.Equal(4, run.Directions.Count);
        Assert.All(run.Directions, direction =>
        {
            ControlResult Control(string name) => Assert.Single(direction.Controls, control => control.Name == name);
            Assert.Equal(direction.TrialIia, Control(Metrics.InputOnly).TrialIia);
            Assert.Null(Control(Metrics.InputOnly).Samples);
            // Both networks know the words, and each gets right what it reads.
            Assert.InRange(Control(Metrics.Replay).TrialIia, 0.95, 1);
        });
        Assert.Empty(study.Verify().Differences);
    }

    private static RecordedPool Pool(RecurrentNetwork network, Site site, string split, int largest)
    {
        SequenceTask task = KnownTasks.Named("multi-object", new TaskOptions { LargestQuantity = largest, HeldOut = [] })!;
        return new(network, site, new SequencePool(task, 1, split, Sequences));
    }

    private static Intervention[] Drawn(RecordedPool pool)
    {
        var key = new InterventionKey(1, Metrics.Test, 0, 0, [FullExchange.Exchanged(pool.Sequences.Task)]);
        return new InterventionSampler(key, pool.Sequences, pool.Usable, pool.Sequences, pool.Usable).Make(0, Count);
    }

    private static int[] Read(RecordedPool pool, Intervention[] interventions) =>
        [.. interventions.SelectMany(one => ReplacedSources.ReadBy(one, pool.Rows.Offsets)).Distinct().Order()];

    private static TestSet Set(RecordedPool pool, Intervention[] interventions, ReplacedSources replaced) =>
        new([pool], [new Route(0, 0)], [interventions], replacesAll: false, [], seed: 1) { Replaced = [replaced] };

    private static SeedEvaluation Evaluated(TestSet set, int width)
    {
        var whole = new StepMaps([new WholeLatent(width)]);
        return set.Evaluate(1, 0, whole, whole, _ => true, threads: 1);
    }
}
