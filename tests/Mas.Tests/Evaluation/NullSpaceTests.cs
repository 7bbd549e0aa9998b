using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;
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
    public void The_sensitivity_of_outputs_is_that_of_finite_differences()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using RecordedPool pool = Pool(study, Metrics.Train);
        NaturalTargets rows = NaturalTargets.Draw(pool, 5, seed: 3);
        Tensor found = OutputSensitivity.Of(pool.Activity, rows, seed: 4, probes: 500);
        Tensor direction = linalg.qr(GaussianTensor.Of(1, 2, (int)found.size(0), 3)).Q;
        const double step = 1e-2;
        double[] wanted = [.. Enumerable.Range(0, 3).Select(i => Change(pool.Activity, rows, direction.narrow(1, i, 1), step))];
        double[] quadratic = direction.t().mm(found).mm(direction).diagonal().data<double>().ToArray();
        // The quotient of the two has a standard deviation of at most √(2/500), 6 %, and less with five rows.
        Assert.All(wanted.Zip(quadratic), pair => Assert.Equal(pair.First, pair.Second, 0.15 * pair.First));
    }

    // The copy's working units carry what gru-a's carry; exchanging the null part of its states must leave them, and only them.
    [Fact]
    public void Exchanging_the_null_part_of_sources_leaves_their_working_units_and_the_other_way_round()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("planted/gru-a-null");
        using RecordedPool pool = Pool(study, Metrics.Train);
        using NullSpace space = Found(study);
        int[] others = ExchangedLatents.Others(pool, seed: 1),
            positions = [.. Enumerable.Range(0, others.Length).Where(i => others[i] != i).Take(50)];
        Assert.Equal(others.Length, others.Distinct().Count());
        using ExchangedLatents withoutNull = new ExchangedLatents(pool.Activity, others, space.Part),
            onlyNull = new ExchangedLatents(pool.Activity, others, latents => latents - space.Part(latents));
        Tensor natural = pool.Activity.Latents(positions),
            donors = pool.Activity.Latents(Array.ConvertAll(positions, position => others[position]));
        Tensor nullOf = space.Part(natural), nullOfDonors = space.Part(donors);
        Close(natural - nullOf + nullOfDonors, withoutNull.Latents(positions));
        Close(donors - nullOfDonors + nullOf, onlyNull.Latents(positions));
        // Where nothing is exchanged the activity is the natural one, also beside what is.
        int kept = Array.FindIndex(others, position => others[position] == position);
        Close(pool.Activity.Latents([kept]), withoutNull.Latents([positions[0], kept]).narrow(0, 1, 1));
        Close(withoutNull.Latents([positions[0]]), withoutNull.Latents([positions[0], kept]).narrow(0, 0, 1));
        // What nothing reads is taken from the other sample whole.
        Close(donors.narrow(1, Width - PlantedUnits, PlantedUnits),
            withoutNull.Latents(positions).narrow(1, Width - PlantedUnits, PlantedUnits));
    }

    [Fact]
    public void The_energy_that_is_read_from_the_null_space_is_all_of_it_none_of_it_or_a_share()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("planted/gru-a-null");
        using RecordedPool pool = Pool(study, Metrics.Train);
        using NullSpace space = Found(study);
        Tensor latents = pool.EligibleLatents(100), all = eye(Width, dtype: ScalarType.Float64);
        Tensor outside = all - space.Basis.mm(space.Basis.t());
        Assert.Equal(1, NullEnergy.Share(space.Basis, space, latents), 1e-9);
        Assert.Equal(0, NullEnergy.Share(outside, space, latents), 1e-9);
        // Of everything it is the variance within the space beside that outside of it.
        Tensor centred = latents.to_type(ScalarType.Float64) - latents.to_type(ScalarType.Float64).mean([0]);
        double within = space.Part(centred).pow(2).sum().item<double>(), total = centred.pow(2).sum().item<double>();
        Assert.Equal(within / total, NullEnergy.Share(all, space, latents), 1e-9);
        Assert.InRange(within / total, 0.01, 0.99);
    }

    [Fact]
    public void The_null_space_is_the_same_for_the_same_seed()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using NullSpace one = Found(study), two = Found(study);
        Assert.Equal(one.Basis.contiguous().bytes.ToArray(), two.Basis.contiguous().bytes.ToArray());
    }

    private static void Close(Tensor wanted, Tensor found) => Assert.InRange((wanted - found).abs().max().item<float>(), 0, 1e-5);

    private static NullSpace Found(RealGrus study)
    {
        using RecordedPool found = Pool(study, Metrics.Train), heldOut = Pool(study, Metrics.Validation);
        return NullSpace.Of(found, heldOut, seed: 1);
    }

    private static RecordedPool Pool(RealGrus study, string split) => new(study.Networks[0], study.Networks[0].State, study.Pool(split));

    // Mean over rows of the squared change of the centred logits per unit of a central step.
    private static double Change(RunnableActivity activity, NaturalTargets rows, Tensor direction, double step)
    {
        using var frozen = no_grad();
        using ScoredTargets targets = rows.Prepare(activity);
        Tensor offset = (direction * step).t().to_type(ScalarType.Float32);
        Tensor difference = (targets.Logits((latents, _) => latents + offset) - targets.Logits((latents, _) => latents - offset))
            .to_type(ScalarType.Float64) / (2 * step);
        Tensor centred = difference - difference.mean([1], keepdim: true);
        return (centred * centred).sum().item<double>() / rows.Rows.Count;
    }
}
