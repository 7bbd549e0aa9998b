using Mas.Results.Plans;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Plans;

public sealed class PlanAnswerTests
{
    private const string Iia = Metrics.TrialIia;

    [Fact]
    public void Means_and_differences_are_over_draws()
    {
        PlanCurve curve = SamplePlan.Record(SamplePlan.Rows(SamplePlan.Growing)).Curves
            .Single(curve => curve.Measure == Iia && curve.Varied == PlanKey.Units);
        Assert.Equal([4, 16, 64], curve.Points.Select(point => point.Value));
        PlanMean alike = curve.Points[1].Networks[0], difference = Assert.Single(curve.Points[1].Differences);
        // Draws of 0.49, 0.5 and 0.51; the quantile of Student's t with two degrees of freedom is 4.302653.
        Assert.Equal(0.5, alike.Mean, 12);
        Assert.Equal(0.5 - (4.302653 * 0.01 / Math.Sqrt(3)), alike.Low!.Value, 6);
        // Both networks move together from draw to draw, so that the difference does not move.
        Assert.All([difference.Mean, difference.Low!.Value, difference.High!.Value], value => Assert.Equal(0.4, value, 9));
        Assert.Equal([false, true, true], curve.Points.Select(point => point.Tells!.Value));
    }

    [Fact]
    public void The_answer_names_the_value_from_which_on_networks_are_told_apart()
    {
        PlanRecord plan = SamplePlan.Record(SamplePlan.Rows(SamplePlan.Growing));
        Assert.Equal(
            [
                "Trial IIA: from 16 units on (with 100 trials), b is above fresh. The difference there is 0.40 [0.40, 0.40], over 3 draws.",
                "Linear CKA: at no point of the list of units (with 100 trials) b is above fresh.",
                "Linear CKA, debiased: at no point of the list of units (with 100 trials) b is above fresh.",
                "RSA: at no point of the list of units (with 100 trials) b is above fresh.",
            ], plan.Answers.Where(answer => answer.Varied == PlanKey.Units).Select(answer => answer.Sentence));
        Assert.Equal([16, null, null, null], plan.Answers.Where(answer => answer.Varied == PlanKey.Units).Select(answer => answer.From));
        Assert.Equal("Trial IIA: from 50 trials on, the first of the list (with 64 units), b is above fresh. The difference there is 0.80 "
            + "[0.80, 0.80], over 3 draws.", plan.Answers.First(answer => answer.Varied == PlanKey.Trials).Sentence);
    }

    [Fact]
    public void What_holds_in_the_middle_alone_is_no_answer()
    {
        PlanAnswer answer = First((measure, network, point) => network == "b" && point.Units == 16 ? 0.5 : 0.1);
        Assert.Equal((null, "Trial IIA: b is above fresh at 16 units (with 100 trials), and not at 64 units, the last of the list."),
            (answer.From, answer.Sentence));
    }

    [Fact]
    public void What_holds_at_the_end_alone_says_so() => Assert.Equal(
        "Trial IIA: from 64 units on, the last of the list (with 100 trials), b is above fresh. The difference there "
        + "is 0.60 [0.60, 0.60], over 3 draws.",
        First((measure, network, point) => network == "b" && point.Units == 64 ? 0.7 : 0.1).Sentence);

    [Fact]
    public void A_difference_below_0_tells_nothing() => Assert.Null(First((measure, network, point) => network == "b" ? 0.1 : 0.7).From);

    [Fact]
    public void One_draw_says_nothing()
    {
        PlanRecord plan = SamplePlan.Record(SamplePlan.Rows(SamplePlan.Growing, draws: 1));
        Assert.Equal((null, "Trial IIA: the difference of a single draw has no interval, and nothing is said of units."),
            (plan.Answers[0].From, plan.Answers[0].Sentence));
        Assert.Null(plan.Curves[0].Points[0].Networks[0].Low);
    }

    [Fact]
    public void A_measure_without_a_value_has_no_point()
    {
        PlanRecord plan = SamplePlan.Record(
            SamplePlan.Rows((measure, network, point) => point.Units == 4 && network == "b" ? null : 0.4));
        Assert.Equal([16, 64], plan.Curves[0].Points.Select(point => point.Value));
        Assert.Empty(SamplePlan.Record([]).Answers);
    }

    // With two others, the network must be above each.
    [Fact]
    public void Of_several_others_each_must_be_told()
    {
        PlanLists lists = new([4, 16], [], [], []);
        PlanRow[] rows = [.. from recording in PlannedRecording.All(lists, [1, 2], ["b", "c", "d"])
            let value = recording.Network switch { "b" => 0.5, "c" => 0.1, _ => recording.Point.Units == 4 ? 0.6 : 0.2 }
            select new PlanRow(recording.Point, 4, recording.Draw, recording.Seed, recording.Network, Iia, value)];
        PlanAnswer answer = PlanAnswer.Of(lists, ["b", "c", "d"], PlanCurve.Of(lists, ["b", "c", "d"], rows))[0];
        Assert.Equal("Trial IIA: from 16 units on, the last of the list, b is above each of c and d. The difference there is "
            + "0.40 [0.40, 0.40] against c and 0.30 [0.30, 0.30] against d, over 2 draws.", answer.Sentence);
    }

    [Theory]
    [InlineData(PlanKey.Units, 0.125, "12.5 % of the units")]
    [InlineData(PlanKey.Noise, 0.5, "a signal-to-noise ratio of 0.5")]
    [InlineData(PlanKey.Poisson, 3, "a mean of 3 spikes")]
    internal void Values_are_said_with_their_noun(PlanKey key, double value, string words) =>
        Assert.Equal(words, PlanWords.Value(key, value));

    private static PlanAnswer First(Func<string, string, PlanPoint, double?> value) => SamplePlan.Record(SamplePlan.Rows(value)).Answers[0];
}
