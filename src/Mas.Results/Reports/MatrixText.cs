using Mas.Results.Reports.Evidence;

namespace Mas.Results.Reports;

/// <summary>Compared matrices of dissimilarities, or sites of networks that are only compared, on a terminal.</summary>
internal static class MatrixText
{
    private static readonly string[] s_head = ["measure", "first", "second", "value", "mean over people", "noise ceiling", "n"];

    // Columns that only matrices have.
    private const int FirstOfPeople = 4;

    /// <summary>A table with aligned columns, and below it what must be said beside the numbers.</summary>
    public static string Table(IReadOnlyList<SimilarityValue> values)
    {
        string[][] all = [s_head, .. values.Select(Row)];
        bool hasPeople = values.Any(value => value.SourceSite.Length == 0);
        string[][] rows = hasPeople ? all : [.. all.Select(row => (string[])[.. row[..FirstOfPeople], row[^1]])];
        int[] widths = [.. rows[0].Select((_, column) => rows.Max(row => row[column].Length))];
        IEnumerable<string> lines = rows.Select(row =>
            string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        string[] sentences = [.. CeilingText.Sentences(values), .. values.Select(value => value.Reason).OfType<string>().Distinct()];
        string[] below = sentences.Length == 0 ? [] : ["", .. sentences.Select(one => Printable.Of(one.Replace("`", "")))];
        return string.Join('\n', lines.Concat(below));
    }

    private static string[] Row(SimilarityValue value) =>
    [
        value.Measure, Place(value.Source, value.SourceSite), Place(value.Target, value.TargetSite),
        value.HasValue ? Invariant($"{value.Value:f4}") : "none",
        Each(value, people => Invariant($"{people.Mean:f4} ({people.People} of {Printable.Of(people.Network)})")),
        Each(value, people => Invariant($"{people.Lower:f4} to {people.Upper:f4}")), Invariant($"{value.Samples}"),
    ];

    private static string Place(string network, string site) => Printable.Of(site.Length == 0 ? network : $"{network} {site}");

    private static string Each(SimilarityValue value, Func<PeopleSimilarity, string> text) =>
        string.Join("; ", (value.People ?? []).Select(text));
}
