using Mas.Analyses;
using Mas.Evaluation;

namespace Mas.Benchmarks.Planted;

/// <summary>The null space of the copy whose last units nothing reads.</summary>
internal static class PlantedNullSpace
{
    /// <summary>How many units nothing reads.</summary>
    public const int Units = 32;

    /// <summary>Largest principal angle, in degrees, between those units and the null space that is found of the first network.</summary>
    public static double LargestAngle(Experiment experiment, RunData data)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using NullSpace space = NullSpace.Of(data.Pools(Metrics.Train)[0], data.Pools(Metrics.Validation)[0], FoundNullSpace.Seed(experiment, 0));
        if (space.Dimensions < Units)
            return 90; // it cannot hold them
        int width = data.Networks[0].Site.Width;
        Tensor planted = eye(width, dtype: ScalarType.Float64).narrow(1, width - Units, Units);
        return PrincipalAngles.Between(planted, space.Basis)[^1];
    }
}
