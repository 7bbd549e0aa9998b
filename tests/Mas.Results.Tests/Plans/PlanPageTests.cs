using System.Xml.Linq;
using Mas.Results.Figures;
using Mas.Results.Files;
using Mas.Results.Plans;
using Mas.Results.Records;
using Xunit;

namespace Mas.Results.Tests.Plans;

public sealed class PlanPageTests
{
    private static readonly PlanRecord s_plan = SamplePlan.Record(SamplePlan.Rows(SamplePlan.Growing));

    [Fact]
    public void The_page_has_the_answers_a_figure_for_each_list_and_their_numbers()
    {
        string page = PlanPage.Render(s_plan);
        Assert.All(s_plan.Answers, answer => Assert.Contains(answer.Sentence, page, StringComparison.Ordinal));
        Assert.Equal(2, page.Split("<svg ").Length - 1);
        Assert.Contains(">0.50 [0.48, 0.52]<", page, StringComparison.Ordinal);
        Assert.Contains(">0.40 [0.40, 0.40]<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("class=\"status\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_that_was_stopped_says_so_and_one_without_values_has_a_page_too()
    {
        PlanRecord stopped = SamplePlan.Record(SamplePlan.Rows(SamplePlan.Growing)[..40], RunStatus.Interrupted);
        Assert.Empty(stopped.Answers);
        Assert.Contains("This plan is interrupted: there is no answer yet", PlanPage.Render(stopped), StringComparison.Ordinal);
        Assert.Contains("<svg ", PlanPage.Render(stopped), StringComparison.Ordinal);
        Assert.DoesNotContain("<svg ", PlanPage.Render(SamplePlan.Record([], RunStatus.Running)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_is_valid_and_its_numbers_are_in_its_text()
    {
        Figure figure = PlanFigure.Draw(s_plan, PlanKey.Units);
        XDocument svg = XDocument.Parse(figure.Standalone());
        Assert.Equal("plan-units", figure.Name);
        XNamespace names = "http://www.w3.org/2000/svg";
        XName polygon = names + "polygon", polyline = names + "polyline";
        // A band and a line for each of two networks in each of four panels.
        Assert.Equal(8, svg.Descendants(polygon).Count(
            one => one.Attribute("opacity") is not null && one.Attribute("points")!.Value.Split(' ').Length == 6));
        Assert.Equal(8, svg.Descendants(polyline).Count());
        Assert.Contains(
            "Trial IIA at 16 units: b 0.50 [0.48, 0.52], fresh 0.10 [0.08, 0.12]", figure.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_shown_and_never_obeyed()
    {
        string page = PlanPage.Render(SamplePlan.Record([], different: "<script>alert(1)</script>"));
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_reads_back_to_the_same_bytes()
    {
        byte[] bytes = PlanJson.Bytes(s_plan);
        PlanRecord back = PlanJson.Parse(System.Text.Encoding.UTF8.GetString(bytes), "plan.json");
        Assert.Equal(bytes, PlanJson.Bytes(back));
        Assert.Null(s_plan.DifferenceFrom(back));
    }

    [Theory]
    [InlineData("", "this is no record of a plan")]
    [InlineData("null", "this is no record of a plan")]
    [InlineData("{ \"plan\": 3 }", "this is no record of a plan")]
    [InlineData("[]", "this is no record of a plan")]
    public void What_is_no_record_is_told(string json, string message)
    {
        InputError error = Assert.Single(Assert.Throws<InputException>(() => PlanJson.Parse(json, "plan.json")).Errors);
        Assert.Equal("plan.json", error.File);
        Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_plan_another_version_and_other_weights_are_told_apart()
    {
        Assert.StartsWith("the folder holds another plan", s_plan.DifferenceFrom(s_plan with { Hash = "other" }), StringComparison.Ordinal);
        Assert.StartsWith("the plan in the folder was begun by another version",
            s_plan.DifferenceFrom(s_plan with { Versions = new Dictionary<string, string> { ["mas"] = "0.9" } }), StringComparison.Ordinal);
        PlanNetwork[] others = [s_plan.Networks[0], s_plan.Networks[1] with { Hash = "zz" }, s_plan.Networks[2]];
        Assert.StartsWith(
            "network 'b' has other weights", s_plan.DifferenceFrom(s_plan with { Networks = others }), StringComparison.Ordinal);
    }
}
