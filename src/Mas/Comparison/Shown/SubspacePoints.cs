using Mas.Alignments;
using Mas.Causal;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Comparison.Shown;

/// <summary>Latents that the test reads, aligned, on the principal coordinates of the swapped subspace.</summary>
internal static class SubspacePoints
{
    // More points hide one another.
    private const int MostPoints = 240, MostNetworks = 12, MostValues = 24, Digits = 4;

    /// <param name="routes">Directions of one variable.</param>
    public static SubspaceView Of(RunData data, IReadOnlyList<ShownRoute> routes, bool sharesAxes)
    {
        using var scope = NewDisposeScope();
        CaseResult result = routes[0].Case;
        StepMaps maps = result.Chosen.Learned.Maps.Hard();
        Sample[] samples = [.. routes.Select(route => route.Route.Source).Distinct().Order().Take(MostNetworks)
            .Select(network => Drawn(data, routes, network))];
        Tensor[] aligned = [.. samples.Select(sample => Swapped(data, maps, routes[0].Exchange.Subspace, sample))];
        PrincipalCoordinates? shared = sharesAxes ? PrincipalCoordinates.Of(cat(SameWidth(aligned), 0)) : null;
        CausalVariable variable = samples[0].Variable;
        ValueBins bins = ValueBins.Of(variable, samples.SelectMany(sample => sample.Values), MostValues);
        string[] names = [.. samples.Select(sample => sample.Variable.Name).Distinct()];
        return new SubspaceView(routes[0].Result.Variable, string.Join("/", names), bins.Names, sharesAxes,
            [.. samples.Zip(shared is null ? aligned : SameWidth(aligned), (sample, latents) => Points(
                data.Networks[sample.Network].Name, (shared ?? PrincipalCoordinates.Of(latents)).Project(latents),
                [.. sample.Values.Select(value => bins.Of(value.Number))]))]);
    }

    private sealed record Sample(int Network, int[] Positions, CausalValue[] Values, CausalVariable Variable);

    private static Sample Drawn(RunData data, IReadOnlyList<ShownRoute> routes, int network)
    {
        ShownRoute from = routes.First(route => route.Route.Source == network);
        RecordedPool pool = data.Pools(Metrics.Test)[network];
        Donor[] donors = [.. from.Interventions.SelectMany(one => one.Donors)
            .Where(donor => donor.Subspace == from.Exchange.Subspace).DistinctBy(donor => (donor.Sequence, donor.Position)).Take(MostPoints)];
        return new Sample(network, [.. donors.Select(donor => pool.Rows.Offsets[donor.Sequence] + donor.Position)],
            [.. donors.Select(donor => pool.Sequences.Values(donor.Sequence, donor.Position)[from.Pair.Source])],
            pool.Sequences.Task.Variables[from.Pair.Source]);
    }

    private static Tensor Swapped(RunData data, StepMaps maps, int subspace, Sample sample)
    {
        AlignmentMap map = maps.Maps[sample.Network];
        Tensor aligned = map.Align(data.Pools(Metrics.Test)[sample.Network].Activity.Latents(sample.Positions));
        if (maps.Masks is { } masks)
            aligned = aligned * masks[subspace].narrow(0, 0, aligned.size(1));
        return aligned.cpu().to_type(ScalarType.Float64);
    }

    // Networks of different widths that exchange everything: coordinates that one lacks are 0.
    private static Tensor[] SameWidth(Tensor[] aligned)
    {
        long widest = aligned.Max(one => one.size(1));
        return [.. aligned.Select(one => nn.functional.pad(one, [0, widest - one.size(1)]))];
    }

    private static NetworkPoints Points(string network, ProjectedPoints points, int[] values) => new(network)
    {
        Shares = [.. points.Shares.Select(Rounded)],
        X = [.. points.X.Select(Rounded)],
        Y = [.. points.Y.Select(Rounded)],
        Values = values,
    };

    private static double Rounded(double value) =>
        double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
