using Mas.Causal;
using Mas.Networks.Recordings;
using Mas.Results.Files;
using Mas.Tasks;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>A recording's trials as sequences.</summary>
public class RecordingTaskTests
{
    private static readonly string[] s_splits = ["train", "validation", "test"];
    private static readonly CausalVariable s_phase = PhaseCounts.PhaseVariable, s_count = new("count");

    // Four trials of two, one, three and one bins.
    private static readonly Recording s_uneven = MadeRecording.Of([.. Enumerable.Range(0, 7).Select(bin => new float[] { bin, -bin })],
        MadeRecording.Whole("count", true, 1, 2, 5, 3, 4, 5, 9)) with
    { Offsets = [0, 2, 3, 6, 7] };

    [Fact]
    public void A_trial_is_a_sequence_of_places_whose_variables_are_those_that_were_recorded()
    {
        RecordingTask task = Task(s_uneven);
        Assert.Equal([[3, 4, 2], [5, 2], [6, 7, 8, 2], [9, 2]], task.Listed.Select(one => one.Tokens));
        TaskTrace trace = task.Trace(task.Listed[2].Tokens);
        Assert.Equal([3.0, 4, 5], trace.Values.Select(value => value.Number));
        Assert.Equal([0, 1, 2], trace.Eligible);
        Assert.DoesNotContain(true, trace.TaskTokens);
        Assert.Equal([3, 4, 5, 5], Enumerable.Range(0, 4).Select(at => RecordingTask.PositionOf(task.Listed[2].Tokens, at)));
    }

    [Fact]
    public void What_an_intervention_leaves_is_the_targets_own_values_with_the_written_ones_over_them()
    {
        Recording recording = MadeRecording.Of([[1], [2], [3], [4]], MadeRecording.Whole("count", false, 1, 1, 1, 1),
            MadeRecording.Text("condition", true, "dots", "words", "dots", "words"));
        RecordingTask task = Task(recording);
        var random = new SeededRandom(1);
        Continuation? after = task.Counterfactual(
            task.Listed[1].Tokens, 0, [new Overwrite(0, new CausalValue(4))], ref random);
        Assert.Equal([4.0, 1], after!.ValuesAfter.Select(value => value.Number));
        Assert.Equal([Vocabulary.Eos], after.Tokens);
        Assert.Equal(["dots", "words"], task.Variables[1].Labels);
    }

    [Fact]
    public void Words_stand_for_what_they_are_in_the_networks_variable_of_that_name()
    {
        RecordedVariable phase = MadeRecording.Text("phase", false, "response", "demo", "response", "demo");
        RecordedVariable count = MadeRecording.Whole("count", false, 1, 2, 3, 4), side = MadeRecording.Whole("side", false, 0, 1, 0, 1);
        Recording recording = MadeRecording.Of([[1], [2], [3], [4]], phase, count, side);
        RecordedValues values = RecordedValues.Of(recording, isChosen: false, [s_phase, s_count]);
        Assert.Equal([s_phase, s_count], values.Variables);
        Assert.Equal(
            [new(1), new(1), new(0), new(2, IsRaw: true), new(1), new(3), new(0), new(4, IsRaw: true)], values.Values);
        RecordedValues all = RecordedValues.Of(recording, isChosen: true, [s_phase, s_count]);
        Assert.Equal(["phase", "count", "side"], all.Variables.Select(variable => variable.Name));
    }

    [Fact]
    public void Words_may_be_their_numbers_and_others_are_refused()
    {
        Recording Of(params double[] phases) => MadeRecording.Of([[1], [2], [3], [4]], MadeRecording.Whole("phase", false, phases));
        Assert.Equal([1.0, 0, 1, 0],
            RecordedValues.Of(Of(1, 0, 1, 0), false, [s_phase]).Values.Select(value => value.Number));
        Assert.Equal("the value '2' of 'phase' is none that the variable of this name has; its values are demo, response, or their numbers "
            + "from 0 to 1", Assert.Throws<InputException>(() => RecordedValues.Of(Of(1, 2, 1, 0), false, [s_phase])).Errors[0].Message);
        Recording words = MadeRecording.Of([[1], [2]], MadeRecording.Text("phase", false, "demo", "delay"));
        Assert.Equal("the value 'delay' of 'phase' is none that the variable of this name has; its values are demo, response",
            Assert.Throws<InputException>(() => RecordedValues.Of(words, false, [s_phase])).Errors[0].Message);
    }

    [Fact]
    public void Every_class_of_trials_is_split_alike_and_the_split_depends_on_nothing_else()
    {
        Recording recording = MadeRecording.Noisy(classes: 3, times: 20, units: 2, deviation: 1, seed: 1);
        RecordingTask task = Task(recording);
        int[][] splits = [.. s_splits.Select(split => Trials(task.Of(split)))];
        Assert.Equal(Enumerable.Range(0, 60), splits.SelectMany(trials => trials).Order());
        Assert.Equal([14, 3, 3], splits.Select(trials => trials.Count(trial => trial % 3 == 0)));
        Assert.All(splits, trials => Assert.Equal(trials.Length, 3 * trials.Count(trial => trial % 3 == 2)));
        RecordingTask other = Task(MadeRecording.Noisy(classes: 3, times: 20, units: 5, deviation: 3, seed: 9));
        Assert.Equal(splits[2], Trials(other.Of("test")));

        static int[] Trials(SequenceTask task) => [.. task.Listed!.Select(one => one.Tokens[0] - 3)];
    }

    [Fact]
    public void Of_four_trials_each_split_has_one_and_of_three_there_is_no_split()
    {
        RecordingTask task = Task(MadeRecording.Noisy(classes: 2, times: 4, units: 2, deviation: 1, seed: 1));
        Assert.Equal([4, 2, 2], s_splits.Select(split => task.Of(split).Listed!.Count));
        InputException error = Assert.Throws<InputException>(
            () => Task(MadeRecording.Noisy(classes: 2, times: 3, units: 2, deviation: 1, seed: 1)));
        Assert.Equal("of 6 trials each combination of values needs at least 4, to be split into training, validation and test, and these "
            + "have fewer: count 0 (3); count 1 (3); record more trials, or name fewer variables under trials", error.Errors[0].Message);
        Assert.Equal("trials", error.Errors[0].Key);
    }

    private static RecordingTask Task(Recording recording) =>
        new(recording, RecordedValues.Of(recording, isChosen: true, []), recording.TrialsHash());
}
