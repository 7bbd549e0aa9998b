using System.Net;

namespace Mas.Results.Figures;

/// <summary>Text as SVG and HTML hold it: shown, never obeyed, and valid XML whatever a name consists of.</summary>
internal static class MarkupText
{
    private const string Spaces = "\n\t";

    public static string Of(string? text) => WebUtility.HtmlEncode(Printable.Of(text ?? "", Spaces));
}
