using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Interchange;

public sealed class InterventionSamplerTests
{
    private const int Sequences = 2000;

    private static readonly SequenceTask MultiObject = KnownTasks.Named("multi-object")!;
    private static readonly SequencePool Pool = new(MultiObject, 1, Metrics.Train, Sequences);

    [Fact]
    public void An_intervention_does_not_depend_on_order_or_thread()
    {
        InterventionSampler sampler = Sampler(Metrics.Train, "full");
        Intervention[] inOrder = sampler.Make(0, 500);
        Intervention[] backwards = new Intervention[500];
        for (int i = 499; i >= 0; i--)
            backwards[i] = Sampler(Metrics.Train, "full").Make(i);
        Intervention[] parallel = new Intervention[500];
        Parallel.For(0, 500, i => parallel[i] = sampler.Make(i));
        Assert.Equivalent(inOrder, backwards, strict: true);
        Assert.Equivalent(inOrder, parallel, strict: true);
    }

    [Theory]
    [InlineData(2UL, Metrics.Train, 0, 1)]
    [InlineData(1UL, Metrics.Validation, 0, 1)]
    [InlineData(1UL, Metrics.Train, 1, 0)]
    [InlineData(1UL, Metrics.Train, 0, 0)]
    public void Another_seed_split_or_direction_is_another_stream(ulong seed, string split, int source, int target) =>
        Assert.NotEqual(Places(Sampler(Metrics.Train, "full").Make(0, 20)),
            Places(Sampler(split, "full", seed, source, target).Make(0, 20)));

    [Theory]
    [InlineData("full")]
    [InlineData("count")]
    [InlineData("phase")]
    public void Known_pairs_are_never_held_out_new_ones_always_and_of_any_about_5_percent(string variable)
    {
        HeldOutPairs heldOut = new(1);
        double HeldOut(PairChoice pairs) =>
            new InterventionSampler(Key(Metrics.Test, variable, 1, 0, 1) with { Pairs = pairs }, Pool, AllUsable, Pool, AllUsable)
                .Make(0, 5000).Average(made => heldOut.Contains(SourceValues(made), TargetValues(made)) ? 1 : 0);
        Assert.Equal(0, HeldOut(PairChoice.Known));
        Assert.Equal(1, HeldOut(PairChoice.New));
        Assert.InRange(HeldOut(PairChoice.Any), 0.03, 0.07);
    }

    // Up to N objects: counts 1 … N of the demonstration and N − 1 … 0 of the response, that is 2 N values. Under the stepwise scheme
    // B D T R E and B D D T R R E share their positions: at each of 1 … 5 both have one value, which are 3 … 0 and 0 again.
    [Theory]
    [InlineData(1, Scheme.Single, 4)]
    [InlineData(2, Scheme.Single, 16)]
    [InlineData(3, Scheme.Single, 36)]
    [InlineData(2, Scheme.Stepwise, 4)]
    public void Possible_pairs_are_counted(int largest, Scheme scheme, int pairs)
    {
        SequencePool pool = new(KnownTasks.Named("same-object", new() { LargestQuantity = largest, HeldOut = [] })!, 1, Metrics.Train, 100);
        Assert.Equal(pairs, HeldOutPairs.Possible(pool, pool, scheme));
    }

    [Fact]
    public void Many_possible_pairs_are_at_least_as_many_as_are_asked_for() =>
        Assert.All(Enum.GetValues<Scheme>(), scheme => Assert.True(HeldOutPairs.Possible(Pool, Pool, scheme) >= HeldOutPairs.FewestPairs));

    [Fact]
    public void Swapping_full_leaves_the_sources_state_with_the_targets_quantity()
    {
        UpDown model = new(n => n, 20);
        foreach (Intervention made in Sampler(Metrics.Test, "full").Make(0, 2000))
        {
            CausalValue[] source = SourceValues(made);
            UpDownState state = new((Phase)source[0].Number, (int)source[1].Number, Pool.Quantity(made.TargetSequence));
            AssertRuns(model, state, made);
        }
    }

    [Fact]
    public void Swapping_one_variable_leaves_the_other_to_the_target()
    {
        UpDown model = new(n => n, 20);
        foreach (Intervention made in Sampler(Metrics.Test, "count").Make(0, 2000))
            AssertRuns(model,
                new((Phase)TargetValues(made)[0].Number, (int)SourceValues(made)[1].Number, Pool.Quantity(made.TargetSequence)), made);
        foreach (Intervention made in Sampler(Metrics.Test, "phase").Make(0, 2000))
            AssertRuns(model,
                new((Phase)SourceValues(made)[0].Number, (int)TargetValues(made)[1].Number, Pool.Quantity(made.TargetSequence)), made);
    }

    [Fact]
    public void Without_exchange_the_continuation_is_the_targets_own()
    {
        foreach (Intervention made in new InterventionSampler(new(1, Metrics.Train, 0, 0, [VariableExchange.Extraneous(1)]), Pool,
            AllUsable, Pool, AllUsable).Make(0, 500))
            Assert.Equal(
                Pool.TaskTokens(made.TargetSequence)[(made.TargetPosition + 1)..].ToArray(),
                made.Scored);
    }

    [Fact]
    public void Every_intervention_scores_at_least_the_end_and_starts_at_eligible_positions() =>
        Assert.All(Sampler(Metrics.Train, "full").Make(0, 2000), made =>
        {
            Assert.True(made.Scored[^1]);
            Assert.Equal(Vocabulary.Eos, made.Continuation[^1]);
            Assert.Contains(made.Donors[0].Position, Pool.Eligible(made.Donors[0].Sequence).ToArray());
            Assert.Contains(made.TargetPosition, Pool.Eligible(made.TargetSequence).ToArray());
        });

    [Fact]
    public void Only_usable_sequences_are_drawn_and_all_of_them()
    {
        bool[] third = new bool[Sequences], one = new bool[Sequences];
        third[3] = third[7] = third[11] = one[5] = true;
        Intervention[] made = new InterventionSampler(Key(Metrics.Test, "full", 1, 0, 1), Pool, third, Pool, one).Make(0, 200);
        Assert.Equal([3, 7, 11], made.Select(intervention => intervention.Donors[0].Sequence).Distinct().Order());
        Assert.Equal([5], made.Select(intervention => intervention.TargetSequence).Distinct());
    }

    [Fact]
    public void No_usable_sequence_is_said_with_the_role_that_lacks_them()
    {
        InputException error = Assert.Throws<InputException>(
            () => new InterventionSampler(Key(Metrics.Train, "full", 1, 0, 1), Pool, AllUsable, Pool, new bool[Sequences]));
        Assert.Equal(
            "no eligible interventions: of 2000 sequences of the task multi-object in the split train the target network gets none right; "
                + "use a network that has learned the task; one that has not can be a source, with 'insist: true', where no direction into "
                + "it is trained or tested",
            error.Message);
    }

    [Fact]
    public void Values_that_the_target_cannot_have_are_drawn_again()
    {
        SequencePool squares = new(KnownTasks.Named("square")!, 1, Metrics.Train, Sequences);
        SequencePool small = new(KnownTasks.Named("multi-object", new() { LargestQuantity = 5 })!, 1, Metrics.Train, Sequences);
        InterventionKey key = new(1, Metrics.Train, 0, 1, [VariableExchange.Between(squares.Task, small.Task, "count", "count")]);
        Assert.All(
            new InterventionSampler(key, squares, AllUsable, small, AllUsable).Make(0, 500),
            made => Assert.InRange(squares.Values(made.Donors[0].Sequence, made.Donors[0].Position)[1].Number, 0, 5));
    }

    [Fact]
    public void Tasks_without_admissible_interventions_are_an_error_and_not_an_endless_search()
    {
        SequencePool pool = new(new NeverAdmissible(), 1, Metrics.Train, Sequences);
        InterventionSampler sampler = new(Key(Metrics.Train, "count", 1, 0, 1), Pool, AllUsable, pool, AllUsable);
        Assert.Equal(
            "no admissible intervention on count was found in 10000 draws from multi-object into never; give the two tasks a common range "
                + "of values",
            Assert.Throws<InputException>(() => sampler.Make(0)).Message);
        Assert.Empty(sampler.FirstOrNone(3));
    }

    [Fact]
    public void The_first_interventions_are_those_of_the_stream()
    {
        InterventionSampler sampler = Sampler(Metrics.Test, "full");
        Assert.Equivalent(sampler.Make(0, 50), sampler.FirstOrNone(50), strict: true);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("count")]
    public void Of_the_first_prediction_alone_nothing_else_is_kept_and_only_where_something_is_to_be_predicted(string variable)
    {
        Intervention[] drawn = First(variable, TellingShare.Any).Make(0, 1000);
        Assert.All(drawn, made =>
        {
            Assert.Equal((0, 1, true), (made.FirstPosition, made.Continuation.Length, made.IsCut));
            Assert.Equal([true], made.Scored);
            Assert.Equal(made.TargetPosition, made.Donors[0].Position);
            Assert.True(Pool.TaskTokens(made.TargetSequence)[made.TargetPosition + 1]);
            Assert.True(Pool.TaskTokens(made.Donors[0].Sequence)[made.TargetPosition + 1]);
            Intervention natural = Pool.Natural(made);
            Assert.Equal([Pool.Tokens(made.TargetSequence)[made.TargetPosition + 1]], natural.Continuation);
            Assert.Equal([true], natural.Scored);
        });
    }

    // Of full, the source goes on as it would: the label is its own next token.
    [Fact]
    public void A_telling_intervention_asks_for_another_token_than_the_targets_own()
    {
        Assert.All(First("full", TellingShare.All).Make(0, 500), made =>
        {
            Assert.NotEqual(Next(made.TargetSequence, made), made.Continuation[0]);
            Assert.Equal(Next(made.Donors[0].Sequence, made), made.Continuation[0]);
        });
        Assert.All(First("full", TellingShare.None).Make(0, 500),
            made => Assert.Equal(Next(made.TargetSequence, made), made.Continuation[0]));
        // Five standard deviations of 2000 fair coins are 0.056.
        Assert.InRange(First("full", TellingShare.Half).Make(0, 2000)
            .Average(made => Next(made.TargetSequence, made) == made.Continuation[0] ? 0 : 1), 0.444, 0.556);
    }

    // Of up-up, with one counter exchanged by itself, E can be due where neither source nor target end.
    [Fact]
    public void What_is_asked_for_can_be_what_the_source_would_not_say_either()
    {
        SequencePool pool = new(KnownTasks.Named("multi-object", new() { Causal = "up-up" })!, 1, Metrics.Train, Sequences);
        InterventionKey key = new(1, Metrics.Test, 0, 1, [VariableExchange.Between(pool.Task, pool.Task, "demo_count", "demo_count")])
        {
            Telling = TellingShare.All,
            TellsFromSource = true,
        };
        Intervention[] drawn = new InterventionSampler(key, pool, AllUsable, pool, AllUsable).Make(0, 500);
        Assert.All(drawn, made =>
        {
            Assert.NotEqual(pool.Tokens(made.TargetSequence)[made.TargetPosition + 1], made.Continuation[0]);
            Assert.NotEqual(pool.Tokens(made.Donors[0].Sequence)[made.Donors[0].Position + 1], made.Continuation[0]);
        });
        Assert.Contains(drawn, made => made.Continuation[0] == Vocabulary.Eos);
    }

    // The remainder changes nothing, so that no label is telling.
    [Fact]
    public void Where_no_intervention_is_telling_the_error_says_what_to_exchange()
    {
        InterventionKey key = Key(Metrics.Test, "full", 1, 0, 1) with
        {
            Exchanges = [VariableExchange.Extraneous(1)],
            Scheme = Scheme.Stepwise,
            Score = ScoredPredictions.First,
            Telling = TellingShare.All,
        };
        InterventionSampler sampler = new(key, Pool, AllUsable, Pool, AllUsable);
        Assert.EndsWith("exchange a variable that changes what the target predicts next",
            Assert.Throws<InputException>(() => sampler.Make(0)).Message, StringComparison.Ordinal);
        Assert.Empty(sampler.FirstOrNone(1));
    }

    private static InterventionSampler First(string variable, TellingShare telling) => new(
        Key(Metrics.Test, variable, 1, 0, 1) with { Scheme = Scheme.Stepwise, Score = ScoredPredictions.First, Telling = telling },
        Pool, AllUsable, Pool, AllUsable);

    private static int Next(int sequence, Intervention made) => Pool.Tokens(sequence)[made.TargetPosition + 1];

    private static bool[] AllUsable { get; } = [.. Enumerable.Repeat(true, Sequences)];

    private static InterventionKey Key(string split, string variable, ulong seed, int source, int target) =>
        new(seed, split, source, target, [VariableExchange.Between(MultiObject, MultiObject, variable, variable)]);

    private static InterventionSampler Sampler(string split, string variable, ulong seed = 1, int source = 0, int target = 1) =>
        new(Key(split, variable, seed, source, target), Pool, AllUsable, Pool, AllUsable);

    private static CausalValue[] SourceValues(Intervention made) => Pool.Values(made.Donors[0].Sequence, made.Donors[0].Position).ToArray();

    private static CausalValue[] TargetValues(Intervention made) => Pool.Values(made.TargetSequence, made.TargetPosition).ToArray();

    private static IEnumerable<(int, int, int, int)> Places(IEnumerable<Intervention> interventions) =>
        interventions.Select(made => (made.Donors[0].Sequence, made.Donors[0].Position, made.TargetSequence, made.TargetPosition));

    /// <summary>The continuation is what is due, token by token, from the state after the intervention.</summary>
    private static void AssertRuns(UpDown model, UpDownState state, Intervention made)
    {
        for (int s = 0; s < made.Continuation.Length; s++)
        {
            NumericToken due = model.Due(state);
            string word = MultiObject.Vocabulary.Word(made.Continuation[s]);
            Assert.Equal(due,
                word switch { "T" => NumericToken.Trigger, "R" => NumericToken.Response, "E" => NumericToken.End, _ => NumericToken.Demo });
            Assert.Equal(due is NumericToken.Response or NumericToken.End, made.Scored[s]);
            state = model.Consume(state, due);
        }
        Assert.Equal(NumericToken.End, model.Due(state));
    }

    private sealed class NeverAdmissible : SequenceTask
    {
        public override string Name => "never";

        public override Vocabulary Vocabulary => MultiObject.Vocabulary;

        public override TaskOptions Options => MultiObject.Options;

        public override IReadOnlyList<CausalVariable> Variables => MultiObject.Variables;

        public override int[] Sample(ref SeededRandom random, QuantityChoice quantities, Span<float> features) =>
            MultiObject.Sample(ref random, quantities);

        public override TaskTrace Trace(TaskSequence sequence) => MultiObject.Trace(sequence);

        public override Continuation? Counterfactual(
            TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random) => null;
    }
}
