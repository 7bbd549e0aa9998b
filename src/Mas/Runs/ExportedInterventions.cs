using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Tables;

namespace Mas.Runs;

/// <summary>The test interventions of a direction and variable, with what became of each.</summary>
/// <param name="Label">Which direction, variable, method and size.</param>
/// <param name="Prefix">What the names of its alignments begin with in <c>alignments.safetensors</c>.</param>
/// <param name="Seed">Of the alignment that decides.</param>
/// <param name="Right">[interventions] with it.</param>
/// <param name="Unchanged">[interventions] of the target as it is.</param>
internal sealed record ExportedRoute(
    RouteLabel Label, string Prefix, int Seed, IReadOnlyList<Intervention> Interventions, bool[] Right, bool[] Unchanged);

/// <summary><c>interventions</c>: one row for each test intervention and each sample that it reads.</summary>
internal static class ExportedInterventions
{
    /// <param name="words">Of a target network's ids.</param>
    public static TableFile Table(IReadOnlyList<ExportedRoute> routes, Func<string, int, string> words)
    {
        (ExportedRoute Route, int Number, Donor Donor)[] rows = [.. from route in routes
            from number in Enumerable.Range(0, route.Interventions.Count)
            from donor in route.Interventions[number].Donors
            select (route, number, donor)];
        Intervention Of((ExportedRoute Route, int Number, Donor Donor) row) => row.Route.Interventions[row.Number];
        string Spelled((ExportedRoute Route, int Number, Donor Donor) row, int[] ids) =>
            string.Join(' ', ids.Select(id => words(row.Route.Label.Target, id)));
        WordColumn Words(string name, Func<(ExportedRoute Route, int Number, Donor Donor), string> read) =>
            new(name, [.. rows.Select(read)]);
        WholeColumn Wholes(string name, Func<(ExportedRoute Route, int Number, Donor Donor), int> read) =>
            new(name, [.. rows.Select(read)]);
        return new TableFile(
        [
            Words("method", row => row.Route.Label.Method), Wholes("size", row => row.Route.Label.Size),
            Words("variable", row => row.Route.Label.Variable), Words("source", row => row.Route.Label.Source),
            Words("target", row => row.Route.Label.Target), Words("alignment", row => row.Route.Prefix),
            Wholes("seed", row => row.Route.Seed), Wholes("intervention", row => row.Number), Wholes("subspace", row => row.Donor.Subspace),
            Wholes("source_sequence", row => row.Donor.Sequence), Wholes("source_position", row => row.Donor.Position),
            Wholes("target_sequence", row => Of(row).TargetSequence), Wholes("first_position", row => Of(row).FirstPosition),
            Wholes("target_position", row => Of(row).TargetPosition),
            Words("continuation", row => Spelled(row, Of(row).Continuation)),
            Words("labels", row => Spelled(row, Of(row).Labels ?? Of(row).Continuation)),
            Words("scored", row => string.Concat(Of(row).Scored.Select(scored => scored ? '1' : '0'))),
            new FlagColumn("right", [.. rows.Select(row => (bool?)row.Route.Right[row.Number])]),
            new FlagColumn("right_unchanged", [.. rows.Select(row => (bool?)row.Route.Unchanged[row.Number])]),
        ]);
    }
}
