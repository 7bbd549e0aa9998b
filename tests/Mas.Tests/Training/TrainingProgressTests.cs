using Mas.Results.Records;
using Mas.Training;
using Xunit;

namespace Mas.Tests.Training;

/// <summary>Which numbers of a stored training can be those of one: others crash it, hang it or change its result.</summary>
public class TrainingProgressTests
{
    private const int Steps = 100;

    private static readonly KeptCheckpoint s_kept = new(80, 0.64, 0);

    private static TrainingProgress Possible => new()
    {
        Step = 83,
        ValidatedAt = 80,
        Best = s_kept,
        Kept = [s_kept],
        BestLoss = new(0.3, 80),
        LossSums = [LossSum.None, new(2.9, 3, 0, 0)],
        Points = [new(0, Metrics.Validation, 1, Metrics.Loss, 0.3)],
    };

    [Fact]
    public void Numbers_of_a_training_that_goes_on_are_possible()
    {
        Assert.True(Possible.IsPossible(Steps, 2));
        Assert.True(new TrainingProgress { LossSums = [LossSum.None, LossSum.None] }.IsPossible(Steps, 2));
        Assert.True((Possible with { Step = 80, Stopped = StopReason.NoImprovement }).IsPossible(Steps, 2));
    }

    public static TheoryData<string> Changes() => [.. s_changes.Keys];

    private static readonly Dictionary<string, Func<TrainingProgress, TrainingProgress>> s_changes = new()
    {
        ["a step before the first"] = progress => progress with { Step = -1 },
        ["a step beyond the last"] = progress => progress with { Step = int.MaxValue },
        ["validated later than it stands"] = progress => progress with { ValidatedAt = 84 },
        ["validated before it began"] = progress => progress with { ValidatedAt = -2 },
        ["stopped for no reason that exists"] = progress => progress with { Step = 80, Stopped = (StopReason)9 },
        ["stopped between validations"] = progress => progress with { Stopped = StopReason.StepLimit },
        ["stopped with nothing kept"] = progress => progress with { Step = 80, Stopped = StopReason.StepLimit, Best = null, Kept = [] },
        ["a best that is not kept"] = progress => progress with { Best = new(60, 0.7, 0) },
        ["no best of what is kept"] = progress => progress with { Best = null },
        ["kept twice"] = progress => progress with { Kept = [s_kept, s_kept] },
        ["kept in the future"] = progress => progress with { Best = new(90, 0.7, 0), Kept = [new(90, 0.7, 0)] },
        ["a best loss in the future"] = progress => progress with { BestLoss = new(0.3, 90) },
        ["a best CL loss before it began"] = progress => progress with { BestClLoss = new(0.3, -1) },
        ["losses of another number of routes"] = progress => progress with { LossSums = [LossSum.None] },
        ["a negative number of losses"] = progress => progress with { LossSums = [LossSum.None, new(2.9, -3, 0, 0)] },
        ["a value of a route that is not there"] = progress => progress with { Points = [new(0, Metrics.Train, 2, Metrics.Loss, 1)] },
        ["a value of the future"] = progress => progress with { Points = [new(84, Metrics.Train, 0, Metrics.Loss, 1)] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Numbers_that_no_training_can_have_are_seen(string change) =>
        Assert.False(s_changes[change](Possible).IsPossible(Steps, 2));
}
