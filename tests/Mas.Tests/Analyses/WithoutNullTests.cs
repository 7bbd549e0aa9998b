using Mas.Analyses.OtherMaps;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Results.Verification;
using Mas.Tests.Cli;
using Mas.Tests.Runs;
using Xunit;

namespace Mas.Tests.Analyses;

/// <summary>The analysis <c>other-maps</c> where everything reaches, and part of it is activity that the source makes no use of.</summary>
public sealed class WithoutNullTests
{
    // The two stored GRUs: their first alignment reads activity that goes along with the count and is never used.
    [Fact]
    public void Another_alignment_is_trained_that_does_without_what_its_source_does_not_use()
    {
        using var study = new Study();
        RunRecord run = study.Run("size: 32, steps: 300, batch: 32, train: 500, validation: 100, test: 200", null, "run",
            "task.quantities=[1, 14]", Workplace.AllControls, "analyses=[other-maps]");
        WithoutNullResult found = Assert.Single(run.Evidence!.WithoutNull);
        Assert.Equal(("gru-a", "gru-b", 4), (found.First, found.Second, found.Directions.Count));
        Assert.Empty(run.Evidence.OtherMaps);
        Assert.All(run.Directions, direction => Assert.InRange(direction.Chosen!.Low, 0.9, 1));
        double first = run.Directions.Min(Exchanged), second = found.Directions.Min(Exchanged);
        Assert.True(first < 0.9 && second > first + 0.05, $"first {first}, second {second}");
        NothingElseStandsInTheWay(run.Directions);
        VerificationRecord again = study.Verify();
        Assert.Empty(again.Differences);
        Assert.Empty(again.Problems);
        using var stored = study.Open();
        Assert.Equal(found.Directions.Select(direction => direction.TrialIia).Order(),
            stored.Rows.Where(row => row.Metric == "other-map:without-null").Select(row => row.Value).Order());

        static double Exchanged(DirectionResult direction) =>
            Assert.Single(direction.Controls, control => control.Name == Metrics.NullExchanged).Chosen!.Low;
    }

    // It is trained only where it can decide something.
    private static void NothingElseStandsInTheWay(IReadOnlyList<DirectionResult> directions)
    {
        Assert.True(WithoutNullTry.IsNeeded(directions, 0.9));
        ControlResult reaches = new(Metrics.OutputOnly, 1, new Interval(1, 1)) { Chosen = new ChosenControl(1, 1, 1, 1, 0, true) };
        Assert.False(WithoutNullTry.IsNeeded([directions[0] with { Controls = [reaches] }, .. directions.Skip(1)], 0.9));
        BoundedIia falls = new(0.8, 0.8, 0.7, 0.85);
        Assert.False(WithoutNullTry.IsNeeded([directions[0] with { ChosenNewPairs = falls }, .. directions.Skip(1)], 0.9));
    }
}
