using Mas.Results.Figures;
using Xunit;

namespace Mas.Results.Tests.Figures;

public sealed class ThemeTests
{
    public static TheoryData<bool> Dark => [false, true];

    [Theory, MemberData(nameof(Dark))]
    public void Text_has_the_contrast_that_AA_wants(bool dark)
    {
        Theme theme = Of(dark);
        foreach (string ground in new[] { theme.Surface, theme.Page })
            foreach (string ink in new[] { theme.Ink, theme.Muted, theme.Accent })
                Assert.True(Colour.Parse(ink).Contrast(Colour.Parse(ground)) >= 4.5, $"{ink} on {ground}");
    }

    [Theory, MemberData(nameof(Dark))]
    public void Lines_have_the_contrast_that_AA_wants_of_marks(bool dark)
    {
        Theme theme = Of(dark);
        Assert.All(theme.Series, colour => Assert.True(Colour.Parse(colour).Contrast(Colour.Parse(theme.Surface)) >= 3, colour));
    }

    [Theory, MemberData(nameof(Dark))]
    public void Numbers_can_be_read_on_every_step_of_the_heat_scale(bool dark)
    {
        Theme theme = Of(dark);
        for (int step = 0; step < Theme.HeatSteps; step++)
            Assert.True(theme.Heat(step).Ink.Contrast(theme.Heat(step)) >= 4.5, $"step {step}");
    }

    [Theory, MemberData(nameof(Dark))]
    public void The_heat_scale_goes_one_way_in_lightness_so_that_it_can_be_read_without_colour(bool dark)
    {
        Theme theme = Of(dark);
        double[] contrasts = [.. Enumerable.Range(0, Theme.HeatSteps)
            .Select(step => theme.Heat(step).Contrast(Colour.Parse(theme.Surface)))];
        Assert.Equal(contrasts.Order(), contrasts);
        Assert.Equal(contrasts.Length, contrasts.Distinct().Count());
    }

    [Fact]
    public void Black_on_white_is_21_to_1() => Assert.Equal(21, Colour.Black.Contrast(Colour.White), 6);

    private static Theme Of(bool dark) => dark ? Theme.Dark : Theme.Light;
}
