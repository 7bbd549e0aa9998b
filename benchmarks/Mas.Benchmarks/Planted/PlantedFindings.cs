using static Mas.Benchmarks.Planted.PlantedTruth;

namespace Mas.Benchmarks.Planted;

/// <summary>What one seed's runs say of everything that is known.</summary>
internal static class PlantedFindings
{
    private const string Original = "gru-a", Permuted = "gru-a-permuted", Idle = "gru-a-null";
    private static readonly string[] s_controls = [Metrics.NoSwap, Metrics.RandomOrthogonal, Metrics.Shuffled];

    /// <param name="copies">Run of <c>planted.yaml</c> with the smallest subspace.</param>
    /// <param name="idle">Run of <c>planted-null.yaml</c>.</param>
    /// <param name="angle">Of the null units to the null space that was found, degrees.</param>
    public static IEnumerable<PlantedTruth> Of(
        RunRecord copies, RunRecord idle, double angle, IReadOnlyList<PlantedExchange> exchanged) =>
        [.. Copies(copies), .. NullSpace(idle, angle), .. NullOnly(idle), .. Planted(exchanged), .. Exchanged(idle), Untrained(idle)];

    private static IEnumerable<PlantedTruth> Copies(RunRecord run)
    {
        yield return AtLeast("permuted copy, null copy and original align in every direction (MAS, k = 32)",
            run.Directions.Min(direction => direction.TrialIia), 0.985);
        SubspaceCurve Alone(string network) => run.Evidence!.SmallestSubspace.Single(curve => curve.Alone == network);
        yield return AtMost("k* of the permuted copy, above the original's interval",
            Math.Max(0, Alone(Permuted).Smallest - Alone(Original).SmallestRange.High), 0);
        yield return Reported("k* of the original (DAS)", Alone(Original).Smallest);
        yield return Reported("k* of the permuted copy (DAS)", Alone(Permuted).Smallest);
    }

    private static IEnumerable<PlantedTruth> NullSpace(RunRecord run, double angle)
    {
        NullSpaceResult space = run.Evidence!.NullSpaces.Single(space => space.Network == Idle);
        yield return AtLeast("predictions that stay when the copy's null part is exchanged", space.Agreement, 0.999);
        yield return Reported("dimensions of the copy's null space", space.Dimensions);
        yield return AtMost("largest angle of the 32 null units to the null space, degrees", angle, 5);
    }

    private static IEnumerable<PlantedTruth> NullOnly(RunRecord run)
    {
        double Of(string method, string target) => Leakage(run, method, target)
            .Where(result => result.NullOnly is not null).MaxBy(result => result.Size)?.NullOnly!.Mean ?? double.NaN;
        yield return AtLeast("null-only transfer into gru-a, linear stitching", Of("linear-stitching", Original), 0.93);
        yield return Reported("null-only transfer into gru-a, orthogonal stitching", Of("stitching", Original));
        yield return AtMost("null-only transfer within the copy, DAS", Of("das", Idle), 0.12);
        yield return AtMost("null-only transfer within the copy, MAS", Of("mas", Idle), 0.12);
        yield return AtMost("null-only transfer into gru-a, MAS", Of("mas", Original), 0.35);
    }

    private static IEnumerable<PlantedTruth> Planted(IReadOnlyList<PlantedExchange> exchanged)
    {
        foreach (int size in exchanged.Select(one => one.Size).Distinct().Order())
        {
            double Of(string method, bool isWithin) =>
                exchanged.Single(one => one.Method == method && one.Size == size && one.IsWithin == isWithin).TrialIia;
            yield return AtMost($"null units exchanged, stitching into gru-a, k = {size}", Of("stitching", false), 0.65);
            yield return AtLeast($"null units exchanged, MAS into gru-a, k = {size}", Of("mas", false), 0.68);
            yield return AtLeast($"null units exchanged, MAS within the copy, k = {size}", Of("mas", true), 0.68);
        }
    }

    // With all of the null space that is found, of which the planted units are a part.
    private static IEnumerable<PlantedTruth> Exchanged(RunRecord run)
    {
        foreach (int size in run.Directions.Select(direction => direction.Size).Distinct().Order())
        {
            double Of(string method, string target) =>
                Leakage(run, method, target).Single(result => result.Size == size).NullExchanged.Mean;
            yield return Reported($"found null part exchanged, stitching into gru-a, k = {size}", Of("stitching", Original));
            yield return Reported($"found null part exchanged, MAS into gru-a, k = {size}", Of("mas", Original));
            yield return Reported($"found null part exchanged, MAS within the copy, k = {size}", Of("mas", Idle));
        }
    }

    private static IEnumerable<LeakageResult> Leakage(RunRecord run, string method, string target) =>
        run.Evidence!.Leakage.Where(result => result.Method == method && result.Source == Idle && result.Target == target);

    // How far the control's interval lies above those of the controls that train nothing.
    private static PlantedTruth Untrained(RunRecord run) => AtMost("untrained networks, above the band of the other controls",
        Math.Max(0, run.Directions.Max(direction => direction.Controls.Single(control => control.Name == Metrics.Untrained).Interval.Low
            - s_controls.Max(name => direction.Controls.FirstOrDefault(control => control.Name == name)?.Interval.High ?? 0))), 0);
}

/// <summary>One thing that is known of the planted networks, and what a run says of it.</summary>
/// <param name="IsUpper">Whether the value must not be above the bound; otherwise not below.</param>
internal sealed record PlantedTruth(string Name, double Value, double Bound, bool IsUpper)
{
    public static PlantedTruth AtLeast(string name, double value, double bound) => new(name, value, bound, false);

    public static PlantedTruth AtMost(string name, double value, double bound) => new(name, value, bound, true);

    /// <summary>Reported without a bound.</summary>
    public static PlantedTruth Reported(string name, double value) => new(name, value, double.PositiveInfinity, true);

    public bool IsRecovered => IsUpper ? Value <= Bound : Value >= Bound;

    public string Wanted => double.IsInfinity(Bound) ? "no bound" : $"{(IsUpper ? "≤" : "≥")} {Bound:0.###}";
}
