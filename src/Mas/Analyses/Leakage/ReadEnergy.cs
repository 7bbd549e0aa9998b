using Mas.Alignments;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Analyses.Leakage;

/// <summary>The share of null activity in what an alignment reads (<see cref="NullEnergy"/>), for every tested direction.</summary>
internal static class ReadEnergy
{
    /// <summary>[test routes] null where the map is not linear, or reads nothing.</summary>
    public static double?[] Of(RunData data, CaseData prepared, SeedResult seed, IReadOnlyList<NullSpace> spaces)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        StepMaps maps = seed.Learned.Maps.Hard();
        return [.. prepared.Test.Routes.Select(route =>
            Factor(prepared, maps, route) is { } factor ? Share(data, factor, spaces[route.Source], route.Source) : null)];
    }

    private static double? Share(RunData data, Tensor factor, NullSpace space, int network)
    {
        double share = NullEnergy.Share(factor, space, data.Pools(Metrics.Train)[network].EligibleLatents(RunData.StartSequences));
        return double.IsNaN(share) ? null : share;
    }

    // [source width, k] S, the columns of the variable's subspace; of an affine pair M, from the source's latents to the target's.
    private static Tensor? Factor(CaseData prepared, StepMaps maps, Route route)
    {
        AlignmentMap source = maps.Maps[route.Source];
        if (prepared.Setup.Design is { Nonlinearity: not Nonlinearity.Identity } or { Family: AlignmentFamily.Reversible })
            return null;
        Device device = Device.Of(source.Tensors[0]);
        Tensor none = device.Zeros(1, source.Width), each = device.Eye(source.Width);
        if (prepared.Case.Method.IsAffinePair)
            return Linear(latents => maps.Maps[route.Target].Invert(source.Align(latents)));
        Tensor read = Linear(source.Align);
        if (maps.Masks is null)
            return read;
        // Of several variables that are overwritten at once each has its subspace.
        Tensor[] masks =
            [.. prepared.Setup.Exchanges(route).Select(exchange => maps.Masks[exchange.Subspace].narrow(0, 0, source.Columns))];
        return read.mul(stack(masks).amax([0]));

        Tensor Linear(Func<Tensor, Tensor> affine) => affine(each) - affine(none);
    }
}
