using Mas.Interchange;
using Mas.Language;
using Mas.Results.Tables;

namespace Mas.Runs;

/// <summary>The test pairs of a direction between language models, with what became of each under the alignment that decides.</summary>
/// <param name="Prefix">What the names of its alignments begin with in <c>alignments.safetensors</c>.</param>
/// <param name="Seed">Of the alignment that decides.</param>
/// <param name="Outcome">Of each pair the share of its predictions that are the source's.</param>
/// <param name="Unchanged">The same of the target as it is.</param>
internal sealed record ExportedPairs(
    PreparedTexts Case, Direction Direction, string Prefix, int Seed, IReadOnlyList<Intervention> Pairs, TextOutcome Outcome,
    TextOutcome Unchanged)
{
    /// <summary><c>interventions</c>: one row for each test pair of each direction.</summary>
    /// <param name="names">[models]</param>
    public static TableFile Table(IReadOnlyList<ExportedPairs> all, IReadOnlyList<string> names)
    {
        (ExportedPairs Of, int Pair)[] rows =
            [.. all.SelectMany(one => Enumerable.Range(0, one.Pairs.Count).Select(pair => (one, pair)))];
        WordColumn Words(string name, Func<ExportedPairs, string> read) => new(name, Array.ConvertAll(rows, row => read(row.Of)));
        WholeColumn Wholes(string name, Func<ExportedPairs, Intervention, int> read) =>
            new(name, Array.ConvertAll(rows, row => read(row.Of, row.Of.Pairs[row.Pair])));
        NumberColumn Shares(string name, Func<ExportedPairs, TextOutcome> read) =>
            new(name, Array.ConvertAll(rows, row => (double?)read(row.Of).Shares[row.Pair]));
        return new TableFile(
        [
            Words("method", one => one.Case.Case.Method.Name), Wholes("size", (one, _) => one.Case.Case.Sizes[0]),
            Words("source", one => names[one.Direction.Source]), Words("target", one => names[one.Direction.Target]),
            Words("source_site", one => one.Case.Site.Names[one.Direction.Source]),
            Words("target_site", one => one.Case.Site.Names[one.Direction.Target]), Words("alignment", one => one.Prefix),
            Wholes("seed", (one, _) => one.Seed), new WholeColumn("intervention", Array.ConvertAll(rows, row => row.Pair)),
            Wholes("source_text", (_, pair) => pair.Donors[0].Sequence), Wholes("target_text", (_, pair) => pair.TargetSequence),
            Wholes("first_position", (_, pair) => pair.FirstPosition), Wholes("scored_from", (one, _) => one.Case.Site.Window.From),
            Wholes("scored_until", (one, _) => one.Case.Site.Window.Until), Shares("right", one => one.Outcome),
            Shares("right_unchanged", one => one.Unchanged),
        ]);
    }
}
