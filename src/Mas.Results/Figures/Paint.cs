namespace Mas.Results.Figures;

/// <summary>Colours by role, as CSS that follows the theme around it and falls back to the light one.</summary>
internal static class Paint
{
    public static readonly string Ink = Of("ink", Theme.Light.Ink), Muted = Of("muted", Theme.Light.Muted),
        Line = Of("line", Theme.Light.Line), Surface = Of("surface", Theme.Light.Surface), Band = Of("page", Theme.Light.Page);

    public static string Series(int index) =>
        Of($"s{index % Theme.Light.Series.Count}", Theme.Light.Series[index % Theme.Light.Series.Count]);

    public static string Heat(double share) => Of($"h{Step(share)}", $"{Theme.Light.Heat(Step(share))}");

    public static string HeatInk(double share) => Of($"t{Step(share)}", $"{Theme.Light.Heat(Step(share)).Ink}");

    private static int Step(double share) => (int)Math.Clamp(Math.Round(share * (Theme.HeatSteps - 1)), 0, Theme.HeatSteps - 1);

    private static string Of(string name, string fallback) => $"var(--mas-{name},{fallback})";
}
