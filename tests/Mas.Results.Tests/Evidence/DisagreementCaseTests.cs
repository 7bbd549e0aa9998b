using Mas.Results.Evidence;
using Xunit;
using static Mas.Results.Tests.SampleEvidence;

namespace Mas.Results.Tests.Evidence;

public sealed class DisagreementCaseTests
{
    [Theory]
    [InlineData("cka-linear", 0.8, 0.4, DisagreementKind.CorrelationAlone)]
    [InlineData("cka-linear", 0.49, 0.95, DisagreementKind.CausationAlone)]
    [InlineData("stitching", 0.95, 0.4, DisagreementKind.StitchingAlone)]
    public void A_contradiction_is_marked_where_the_interval_of_MAS_bears_it_out(string measure, double value, double mas, DisagreementKind kind)
    {
        MeasuredSimilarity[] measured = [Measured("a", "b", "mas", mas, 0.03), Measured("a", "b", measure, value, measure == "stitching" ? 0.02 : null), Measured("c", "d", measure, value, 0.02)];
        DisagreementCase found = Assert.Single(DisagreementCase.Of(measured, 0.9, 0.5));
        Assert.Equal((kind, measured[1], measured[0]), (found.Kind, found.Measured, found.Mas));
    }

    [Theory]
    [InlineData("cka-linear", 0.79, 0.4), InlineData("cka-linear", 0.8, 0.48), InlineData("cka-linear", 0.5, 0.95), InlineData("cka-linear", 0.4, 0.92)]
    [InlineData("procrustes", 0.95, 0.4), InlineData("procrustes", 0.1, 0.95), InlineData("stitching", 0.91, 0.4), InlineData("stitching", 0.95, 0.48)]
    public void Nothing_is_marked_that_the_intervals_leave_open_and_no_distance(string measure, double value, double mas) =>
        Assert.Empty(DisagreementCase.Of([Measured("a", "b", "mas", mas, 0.03), Measured("a", "b", measure, value, measure == "stitching" ? 0.02 : null)], 0.9, 0.5));

    [Fact]
    public void Without_an_interval_of_MAS_nothing_is_marked() =>
        Assert.Empty(DisagreementCase.Of([Measured("a", "b", "mas", 0.1), Measured("a", "b", "cka-linear", 0.99)], 0.9, 0.5));
}
