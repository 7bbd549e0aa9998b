using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results;
using Mas.Tests.Interchange;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>The behavioural null space on networks whose null directions are known.</summary>
public class NullSpaceTests
{
    private const int PlantedUnits = 32, Width = 160;

    [Fact]
    public void The_units_that_nothing_reads_lie_in_the_null_space()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("planted/gru-a-null");
        using NullSpace space = Found(study);
        Assert.InRange(space.Dimensions, PlantedUnits, Width - 1);
        Assert.InRange(space.Agreement, NullSpace.LeastAgreement, 1);
        // Principal angles between the planted unit directions and the space: the cosines are the singular values of the planted rows.
        Tensor planted = space.Basis.narrow(0, Width - PlantedUnits, PlantedUnits);
        double smallest = linalg.svdvals(planted).min().item<double>();
        Assert.InRange(Math.Acos(Math.Min(1, smallest)) * 180 / Math.PI, 0, 5);
        Assert.All(space.Eigenvalues.Take(PlantedUnits), value => Assert.InRange(value, 0, 1e-9 * space.Eigenvalues.Sum()));
    }

    [Fact]
    public void The_sensitivity_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using RecordedPool pool = Pool(study, Metrics.Train);
        TargetRows rows = NaturalTargets.Draw(pool, 5, seed: 3);
        Tensor found = OutputSensitivity.Of(pool.Recording, rows);
        Tensor direction = linalg.qr(GaussianTensor.Of(1, 2, (int)found.size(0), 3)).Q;
        const double step = 1e-2;
        double[] wanted = [.. Enumerable.Range(0, 3).Select(i => Change(pool.Recording, rows, direction.narrow(1, i, 1), step))];
        double[] quadratic = direction.t().mm(found).mm(direction).diagonal().data<double>().ToArray();
        Assert.All(wanted.Zip(quadratic), pair => Assert.Equal(pair.First, pair.Second, 0.01 * pair.First));
    }

    [Fact]
    public void It_is_the_same_for_the_same_seed()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using NullSpace one = Found(study), two = Found(study);
        Assert.Equal(one.Basis.contiguous().bytes.ToArray(), two.Basis.contiguous().bytes.ToArray());
    }

    private static NullSpace Found(RealGrus study)
    {
        using RecordedPool found = Pool(study, Metrics.Train), heldOut = Pool(study, Metrics.Validation);
        return NullSpace.Of(found, heldOut, seed: 1);
    }

    private static RecordedPool Pool(RealGrus study, string split) => new(study.Networks[0], study.Networks[0].State, study.Pool(split));

    // Mean over rows of the squared change of the centred logits per unit of a central step.
    private static double Change(Recording recording, TargetRows rows, Tensor direction, double step)
    {
        using var frozen = no_grad();
        using PreparedTargets targets = recording.Prepare(rows);
        Tensor offset = (direction * step).t().to_type(ScalarType.Float32);
        Tensor difference = (targets.Logits((latents, _) => latents + offset) - targets.Logits((latents, _) => latents - offset)).to_type(ScalarType.Float64) / (2 * step);
        Tensor centred = difference - difference.mean([1], keepdim: true);
        return (centred * centred).sum().item<double>() / rows.Count;
    }
}
