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
    private const int MostPoints = 300, MostNetworks = 12, MostValues = 24, MostKinds = 4, Digits = 4;

    /// <param name="routes">Directions of one variable.</param>
    /// <returns>Null where an alignment gives numbers that are not finite.</returns>
    public static SubspaceView? Of(RunData data, IReadOnlyList<ShownRoute> routes, bool sharesAxes)
    {
        using var scope = NewDisposeScope();
        Sample[] samples = [.. routes.Select(route => route.Route.Source).Distinct().Order().Take(MostNetworks)
            .Select(network => Drawn(data, routes, network))];
        Tensor[] aligned = [.. samples.Select(sample => Swapped(data, sample))];
        if (aligned.Any(one => !one.isfinite().all().item<bool>()))
            return null;
        PrincipalCoordinates? shared = sharesAxes ? PrincipalCoordinates.Of(cat(SameWidth(aligned), 0)) : null;
        CausalVariable variable = samples[0].Variable;
        ValueBins bins = ValueBins.Of(variable, samples.SelectMany(sample => sample.Values), MostValues);
        ValueBins? kinds = samples[0].Kind is { } kind && samples.All(sample => sample.Kind?.Name == kind.Name)
            && ValueBins.Of(kind, samples.SelectMany(sample => sample.Kinds), int.MaxValue) is var found && found.Names.Count <= MostKinds
                ? found : null;
        string[] names = [.. samples.Select(sample => sample.Variable.Name).Distinct()];
        return new SubspaceView(routes[0].Result.Variable, string.Join("/", names), bins.Names,
            kinds is null ? "" : samples[0].Kind!.Name, kinds?.Names ?? [], sharesAxes,
            [.. samples.Zip(shared is null ? aligned : SameWidth(aligned), (sample, latents) => Points(
                data.Networks[sample.Network].Name, (shared ?? PrincipalCoordinates.Of(latents)).Project(latents),
                [.. sample.Values.Select(value => bins.Of(value.Number))],
                [.. sample.Kinds.Select(value => kinds?.Of(value.Number) ?? 0)]))]);
    }

    private sealed record Sample(
        ShownRoute From, int Network, int[] Positions, CausalValue[] Values, CausalVariable Variable, CausalValue[] Kinds,
        CausalVariable? Kind);

    private static Sample Drawn(RunData data, IReadOnlyList<ShownRoute> routes, int network)
    {
        ShownRoute from = routes.First(route => route.Route.Source == network);
        RecordedPool pool = data.Pools(Metrics.Test)[network];
        Donor[] donors = [.. from.Interventions.SelectMany(one => one.Donors)
            .Where(donor => donor.Subspace == from.Exchange.Subspace)
            .DistinctBy(donor => (donor.Sequence, donor.Position)).Take(MostPoints)];
        // Of the other variables that are exchanged with it the first.
        int kind = from.Exchange.Pairs.Select(pair => pair.Source).Where(other => other != from.Pair.Source).DefaultIfEmpty(-1).First();
        return new Sample(from, network, [.. donors.Select(donor => pool.Rows.Offsets[donor.Sequence] + donor.Position)],
            Values(from.Pair.Source), pool.Sequences.Task.Variables[from.Pair.Source],
            kind < 0 ? new CausalValue[donors.Length] : Values(kind), kind < 0 ? null : pool.Sequences.Task.Variables[kind]);

        CausalValue[] Values(int variable) =>
            [.. donors.Select(donor => pool.Sequences.Values(donor.Sequence, donor.Position)[variable])];
    }

    // A network that is aligned by itself has a case of its own.
    private static Tensor Swapped(RunData data, Sample sample)
    {
        StepMaps maps = sample.From.Case.Chosen.Learned.Maps.Hard();
        AlignmentMap map = maps.Maps[sample.Network];
        Tensor aligned = map.Align(data.Pools(Metrics.Test)[sample.Network].Activity.Latents(sample.Positions));
        if (maps.Masks is { } masks)
            aligned = aligned * masks[sample.From.Exchange.Subspace].narrow(0, 0, aligned.size(1));
        return aligned.to_type(ScalarType.Float64);
    }

    // Networks of different widths that exchange everything: coordinates that one lacks are 0.
    private static Tensor[] SameWidth(Tensor[] aligned)
    {
        long widest = aligned.Max(one => one.size(1));
        return [.. aligned.Select(one => nn.functional.pad(one, [0, widest - one.size(1)]))];
    }

    private static NetworkPoints Points(string network, ProjectedPoints points, int[] values, int[] kinds) => new(network)
    {
        Shares = [.. points.Shares.Select(Rounded)],
        X = [.. points.X.Select(Rounded)],
        Y = [.. points.Y.Select(Rounded)],
        Values = values,
        Kinds = kinds,
    };

    private static double Rounded(double value) =>
        double.Parse(value.ToString($"G{Digits}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
