using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class TrialsOfTaskTests
{
    private static readonly SequenceTask s_task = KnownTasks.Named("multi-object")!;

    [Theory]
    [InlineData(8, 6, 1, 1)]
    [InlineData(100, 70, 15, 15)]
    [InlineData(256, 180, 38, 38)]
    [InlineData(1_000, 700, 150, 150)]
    public void Trials_are_split_70_to_15_to_15_and_each_is_in_one_split(int count, int train, int validation, int test)
    {
        var trials = new TrialsOfTask(s_task, count, 3);
        string[] names = [Metrics.Train, Metrics.Validation, Metrics.Test];
        string[][] splits = [.. names.Select(split => Words(trials.Of(split).Listed!))];
        Assert.Equal([train, validation, test], splits.Select(split => split.Length));
        Assert.Equal(Words(trials.Listed), splits.SelectMany(split => split));
    }

    [Fact]
    public void More_trials_begin_with_the_same_ones()
    {
        string[] few = Words(new TrialsOfTask(s_task, 40, 3).Listed), many = Words(new TrialsOfTask(s_task, 300, 3).Listed);
        Assert.Equal(few, many[..40]);
        Assert.NotEqual(few, Words(new TrialsOfTask(s_task, 40, 4).Listed));
    }

    [Fact]
    public void A_pool_has_each_trial_once_whatever_the_seed_of_the_data_and_the_number_asked_for()
    {
        var trials = new TrialsOfTask(s_task, 100, 3);
        SequencePool pool = new(trials, dataSeed: 9, Metrics.Test, count: 7), other = new(trials, dataSeed: 1, Metrics.Test, count: 900);
        Assert.Equal(15, pool.Count);
        Assert.Equal(pool.Rows.Tokens, other.Rows.Tokens);
        Assert.Equal(pool.Stimuli, other.Stimuli);
    }

    [Fact]
    public void What_a_trial_means_is_what_the_task_says()
    {
        var trials = new TrialsOfTask(s_task, 20, 3);
        TaskSequence first = new(trials.Listed[0].Tokens);
        Assert.Equal(s_task.Trace(first).Values, trials.Trace(first).Values);
        Assert.Equal(s_task.Variables, trials.Variables);
        Assert.NotEqual(s_task.Identity, trials.Identity);
    }

    private static string[] Words(IReadOnlyList<ListedSequence> listed) => [.. listed.Select(one => string.Join(' ', one.Tokens))];
}
