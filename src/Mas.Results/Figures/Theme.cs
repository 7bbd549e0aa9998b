using System.Text;

namespace Mas.Results.Figures;

/// <summary>The colours of one theme. Series colours differ in lightness as well as in hue, and the heat scale is one hue from the
/// surface's end to the far one, so both can be told apart with any kind of colour vision and in grey.</summary>
internal sealed record Theme(
    string Ink, string Muted, string Line, string Surface, string Page, string Accent, IReadOnlyList<string> Series,
    IReadOnlyList<string> HeatAnchors)
{
    /// <summary>Steps of the heat scale: 0 %, 10 %, … 100 %.</summary>
    public const int HeatSteps = 11;

    public static readonly Theme Light = new(
        "#1a1f24", "#57606a", "#d0d7de", "#ffffff", "#f6f8fa", "#0a5ca8",
        ["#0067a5", "#c04a00", "#007a58", "#97398b", "#766400", "#4d4dcf", "#a32638", "#3d5a66"],
        ["#edf3f9", "#6ea6d4", "#072c57"]);

    public static readonly Theme Dark = new(
        "#e8edf2", "#a3adb8", "#3a444f", "#161b21", "#0e1216", "#7cc0ff",
        ["#56b4e9", "#f0883e", "#2fc79a", "#df8fd4", "#e0c341", "#a6a6ff", "#ff8a94", "#9fc3d1"],
        ["#1e2833", "#2a6ba6", "#b5e2ff"]);

    /// <summary>The page's and the figures' custom properties: light, dark on the reader's wish, and light on paper.</summary>
    public static readonly string Css =
        $":root{{color-scheme:light dark;{Light.Properties()}}}" +
        $"@media (prefers-color-scheme:dark){{:root{{{Dark.Properties()}}}}}" +
        $"@media print{{:root{{color-scheme:light;{Light.Properties()}}}}}";

    public Colour Heat(int step)
    {
        double at = (double)step / (HeatSteps - 1) * (HeatAnchors.Count - 1);
        int from = Math.Min((int)at, HeatAnchors.Count - 2);
        return Colour.Between(Colour.Parse(HeatAnchors[from]), Colour.Parse(HeatAnchors[from + 1]), at - from);
    }

    private string Properties()
    {
        StringBuilder css = new(
            $"--mas-ink:{Ink};--mas-muted:{Muted};--mas-line:{Line};--mas-surface:{Surface};--mas-page:{Page};--mas-accent:{Accent};");
        for (int i = 0; i < Series.Count; i++)
            css.Append($"--mas-s{i}:{Series[i]};");
        for (int step = 0; step < HeatSteps; step++)
            css.Append($"--mas-h{step}:{Heat(step)};--mas-t{step}:{Heat(step).Ink};");
        return css.ToString();
    }
}
