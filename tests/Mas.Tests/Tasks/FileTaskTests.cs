using System.Text.RegularExpressions;
using Mas.Causal;
using Mas.Interchange;
using Mas.Oracles.Sources;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tasks.Files;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class FileTaskTests : IDisposable
{
    private const int Stage = 0, Colour = 1;
    private readonly TrialFolder _folder = new();

    [Fact]
    public void Words_and_labels_get_numbers_in_ordinal_order_whatever_the_order_of_the_lines()
    {
        FileTask task = _folder.Read(Recall.Lines);
        Assert.Equal("trials.jsonl", task.Name);
        Assert.Equal(["P", "B", "E", "ask", "blue", "green", "red", "wait"], task.Vocabulary.Words);
        Assert.Equal(["stage", "colour"], task.Variables.Select(variable => variable.Name));
        Assert.Equal(["asked", "named", "shown"], task.Variables[Stage].Labels);
        Assert.Equal(["blue", "green", "red"], task.Variables[Colour].Labels);
        Assert.Empty(task.Options.HeldOut);
    }

    [Fact]
    public void A_recorded_sequence_is_replayed_with_its_variables_and_positions()
    {
        FileTask task = _folder.Read(Recall.Lines);
        TaskTrace trace = task.Trace(task.Vocabulary.Parse("B red wait ask red E"));
        CausalValue none = CausalValue.None, red = new(2), shown = new(2), asked = new(0), named = new(1);
        Assert.Equal([none, none, shown, red, shown, red, asked, red, named, red], trace.Values);
        Assert.Equal([false, false, false, false, true, true], trace.TaskTokens);
        Assert.Equal([1, 2, 3, 4], trace.Eligible);
        Assert.Equal(0, trace.Quantity);
    }

    [Fact]
    public void A_written_colour_is_the_one_that_is_named_and_every_recorded_wait_is_drawn()
    {
        FileTask task = _folder.Read(Recall.Lines);
        SeededRandom random = new(3);
        HashSet<string> continuations = [];
        for (int draw = 0; draw < 400; draw++)
        {
            Continuation continuation = task.Counterfactual(task.Vocabulary.Parse("B red wait ask red E"), 2,
                [new(Colour, new(0))], ref random)!;
            Assert.Equal([new(2), new(0)], continuation.ValuesAfter);
            Assert.Equal(continuation.Tokens.Length, continuation.Scored.Length);
            Assert.Equal([true, true], continuation.Scored[^2..]);
            continuations.Add(task.Vocabulary.Print(continuation.Tokens));
        }
        Assert.Equal(["ask blue E", "wait ask blue E", "wait wait ask blue E", "wait wait wait ask blue E",
            "wait wait wait wait ask blue E"], continuations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_overwritten_variables_the_sequence_goes_on_as_it_was_recorded()
    {
        FileTask task = _folder.Read(Recall.Lines);
        SeededRandom random = new(4);
        for (int q = 0; q < 100; q++)
        {
            int[] tokens = task.Sample(ref random);
            TaskTrace trace = task.Trace(tokens);
            int position = trace.Eligible[random.Next(trace.Eligible.Length)];
            Continuation continuation = task.Counterfactual(tokens, position, [], ref random)!;
            Assert.Equal(tokens[(position + 1)..], continuation.Tokens);
            Assert.Equal(trace.TaskTokens[(position + 1)..], continuation.Scored);
        }
    }

    [Fact]
    public void An_intervention_whose_values_no_recorded_place_has_is_drawn_again()
    {
        FileTask task = _folder.Read([.. Recall.Lines.Where(line => !line.Contains("blue", StringComparison.Ordinal)), """
            {"tokens": ["B", "blue", "E"], "scored": [2], "variables": {"stage": [null, "shown", null], "colour": [null, "blue", null]}}
            """]);
        SeededRandom random = new(5);
        int[] target = task.Vocabulary.Parse("B red wait ask red E");
        Assert.Equal("E", task.Vocabulary.Print(task.Counterfactual(target, 2, [new(Colour, new(0))], ref random)!.Tokens));
        Assert.Null(task.Counterfactual(target, 3, [new(Colour, new(0))], ref random));
        foreach (CausalValue value in new[] { CausalValue.None, new(3), new(-1), new(0.5), new(double.PositiveInfinity) })
            Assert.Null(task.Counterfactual(target, 2, [new(Colour, value)], ref random));
    }

    [Fact]
    public void Numbers_are_matched_by_value_however_they_are_written()
    {
        FileTask task = _folder.Read(
            """{"tokens": ["B", "a", "x", "E"], "scored": [3], "variables": {"n": [null, 1.50, 0, null]}}""",
            """{"tokens": ["B", "b", "y", "E"], "scored": [3], "variables": {"n": [null, 15e-1, -0.0, null]}}""");
        SeededRandom random = new(6);
        HashSet<string> found = [];
        for (int draw = 0; draw < 40; draw++)
            found.Add(task.Vocabulary.Print(
                task.Counterfactual(task.Vocabulary.Parse("B a x E"), 2, [new(0, new(1.5, IsRaw: true))], ref random)!.Tokens));
        Assert.Equal(["x E", "y E"], found.Order(StringComparer.Ordinal));
        Assert.Equal("E",
            task.Vocabulary.Print(task.Counterfactual(task.Vocabulary.Parse("B a x E"), 1, [new(0, new(-0.0))], ref random)!.Tokens));
    }

    [Fact]
    public void Sequences_that_stand_several_times_are_drawn_as_often_as_they_stand()
    {
        string once = Recall.Line("red", 0), thrice = Recall.Line("blue", 0);
        FileTask task = _folder.Read(once, thrice, thrice, thrice);
        SeededRandom random = new(7);
        int blue = 0;
        for (int draw = 0; draw < 4_000; draw++)
            blue += task.Sample(ref random)[1] == task.Vocabulary.Id("blue") ? 1 : 0;
        Assert.InRange(blue, 2_900, 3_100);
    }

    [Fact]
    public void Positions_that_a_line_lists_are_the_only_eligible_ones()
    {
        FileTask task = _folder.Read(
            """{"tokens": ["B", "a", "x", "y", "E"], "scored": [4], "eligible": [2], "variables": {"n": [1, 1, null, 1, 1]}}""");
        Assert.Equal([2], task.Trace(task.Vocabulary.Parse("B a x y E")).Eligible);
    }

    [Fact]
    public void By_default_positions_with_all_variables_and_a_scored_position_after_them_are_eligible()
    {
        FileTask task =
            _folder.Read("""{"tokens": ["B", "a", "x", "y", "z", "E"], "scored": [4], "variables": {"n": [1, 1, null, 1, 1, 1]}}""");
        Assert.Equal([1, 3], task.Trace(task.Vocabulary.Parse("B a x y z E")).Eligible);
    }

    [Fact]
    public void The_data_key_is_that_of_the_content()
    {
        string first = _folder.Read(Recall.Drawn(50, 1)).DataKey, second = _folder.Read(Recall.Drawn(50, 2)).DataKey;
        Assert.NotEqual(first, second);
        Assert.Equal(first, _folder.Read(Recall.Drawn(50, 1)).DataKey);
        Assert.StartsWith("file/", first, StringComparison.Ordinal);
    }

    // 3 × 127 sequences. How many fall to each share is worked out by a program of its own in Python from the hash that
    // SeededRandom describes (FNV-1a, splitmix64, xoshiro256**).
    [Fact]
    public void Sequences_are_split_70_15_15_and_no_split_shows_one_of_another()
    {
        FileTask task = _folder.Read(Recall.Many(127));
        HashSet<string>[] shown = [.. new[] { Metrics.Train, Metrics.Validation, Metrics.Test }.Select(split =>
        {
            SequencePool pool = new(task, 1, split, 20_000);
            return Enumerable.Range(0, pool.Count).Select(q => task.Vocabulary.Print(pool.Tokens(q))).ToHashSet(StringComparer.Ordinal);
        })];
        Assert.Equal([267, 58, 56], shown.Select(share => share.Count));
        Assert.Equal(3 * 127, shown.SelectMany(share => share).Distinct().Count());
    }

    [Fact]
    public void Where_a_sequence_falls_depends_on_its_tokens_alone()
    {
        string[] lines = Recall.Many(63);
        FileTask whole = _folder.Read(lines);
        string[] test = [.. Drawn(whole.Of(Metrics.Test))];
        Assert.Equal(test, Drawn(_folder.Read([.. lines.Reverse(), .. lines, Recall.Line("black", 0)]).Of(Metrics.Test))
            .Where(text => !text.Contains("black", StringComparison.Ordinal)));
        Assert.Same(whole, whole.Of("costs"));

        static IEnumerable<string> Drawn(FileTask task)
        {
            SeededRandom random = new(1);
            return [.. Enumerable.Range(0, 5_000).Select(_ => task.Vocabulary.Print(task.Sample(ref random))).Distinct().Order()];
        }
    }

    [Fact]
    public void What_follows_an_intervention_is_looked_up_in_the_share()
    {
        FileTask test = _folder.Read(Recall.Many(63)).Of(Metrics.Test);
        SeededRandom random = new(2);
        HashSet<string> endings = [], own = [];
        for (int draw = 0; draw < 5_000; draw++)
        {
            int[] target = test.Sample(ref random);
            own.UnionWith(Enumerable.Range(1, target.Length - 2).Select(t => test.Vocabulary.Print(target.AsSpan(t))));
            Continuation? next = test.Counterfactual(target, 1, [new(Colour, new(random.Next(3)))], ref random);
            endings.Add(test.Vocabulary.Print(next!.Tokens));
        }
        Assert.Subset(own, endings);
        Assert.Equal(CausalValue.None, test.Trace(test.Sample(ref random)).Values[0]);
    }

    [Fact]
    public void A_file_of_which_a_split_has_nothing_is_refused()
    {
        FileTask task = _folder.Read(Recall.Line("red", 0));
        InputException error = Assert.Throws<InputException>(task.RequireShares);
        Assert.Matches("^task.file: the sequences of trials.jsonl \\(1\\) are split 70 : 15 : 15 into train, validation and test by a "
            + "hash of their tokens, and none falls to (train|validation); record more different sequences$", error.Message);
    }

    [Fact]
    public void A_sequence_that_is_not_recorded_is_refused()
    {
        FileTask task = _folder.Read(Recall.Line("red", 0), Recall.Line("blue", 0));
        InputException error = Assert.Throws<InputException>(() => task.Trace(task.Vocabulary.Parse("B red ask blue E")));
        Assert.Equal("'B red ask blue E' is not one of the recorded sequences of trials.jsonl", error.Message);
    }

    [Fact]
    public void A_task_from_a_file_holds_nothing_out()
    {
        FileTask task = _folder.Read(Recall.Lines);
        SeededRandom random = new(1);
        Assert.Throws<InputException>(() => task.Sample(ref random, QuantityChoice.HeldOut));
    }

    [Fact]
    public void The_example_of_the_documentation_can_be_read()
    {
        string page = File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "your-own-task.md"));
        string[] examples = [.. Regex.Matches(page, "^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(match => match.Groups[1].Value)];
        Assert.Equal(["even", "left", "right"], _folder.Read(examples[1].Trim().Split('\n')).Sides!.Due);
        FileTask task = _folder.Read(examples[0].Trim().Split('\n'));
        Assert.Equal(["stage", "colour"], task.Variables.Select(variable => variable.Name));
        SeededRandom random = new(1);
        int[] target = task.Vocabulary.Parse("B red wait ask red E");
        Assert.Equal("blue E", task.Vocabulary.Print(task.Counterfactual(target, 3, [new(Colour, new(0))], ref random)!.Tokens));
    }

    public void Dispose() => _folder.Dispose();
}
