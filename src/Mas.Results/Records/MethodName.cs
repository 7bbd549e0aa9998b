namespace Mas.Results.Records;

/// <summary>Methods as sentences call them, and the order in which they are told.</summary>
internal static class MethodName
{
    public const string Mas = "mas", Clmas = "clmas", Das = "das", Stitching = "stitching", LinearStitching = "linear-stitching";

    private static readonly string[] Order = [Mas, Das, Stitching, LinearStitching];

    public static string Of(string method) => method switch
    {
        "mas" or "das" or "clmas" => method.ToUpperInvariant(),
        "unidirectional-mas" => "unidirectional MAS",
        LinearStitching => "linear stitching",
        "latent-stitching" => "latent stitching",
        _ => method,
    };

    /// <summary>Whether a method learns a map of its own for one direction and is judged by behaviour.</summary>
    public static bool IsStitching(string method) => method is Stitching or LinearStitching;

    /// <summary>MAS first, then what it is held against.</summary>
    public static int Rank(string method) => Array.IndexOf(Order, method) is >= 0 and int index ? index : Order.Length;

    /// <summary><c>within a</c> or <c>from a into b</c>.</summary>
    public static string Place(string source, string target) => source == target ? $"within {source}" : $"from {source} into {target}";

    /// <summary><c>MAS, size 8, count: a → b</c>, as a row of a figure is called; the variable is named where it is not all.</summary>
    public static string Row(string method, int size, string variable, string source, string target) =>
        $"{Of(method)}, size {size}{(variable == "full" ? "" : $", {variable}")}: {source} → {target}";
}
