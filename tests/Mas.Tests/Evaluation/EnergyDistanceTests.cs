using Mas.Alignments;
using Mas.Evaluation;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>The distance between samples, by its definition and by what is known of it.</summary>
public class EnergyDistanceTests
{
    public EnergyDistanceTests() => NativeTorch.Load();

    [Fact]
    public void The_energy_distance_is_what_its_definition_says()
    {
        using var scope = NewDisposeScope();
        double[,] x = { { 0, 1 }, { 2, 0 }, { 1, 1 } }, y = { { 1, -1 }, { -1, 1 }, { 0, 0 }, { 2, 2 } };
        double[] spread = [Math.Sqrt(5.0 / 3), Math.Sqrt(5.0 / 3)]; // of y, with n − 1
        double Distance(double[,] a, int i, double[,] b, int j) =>
        Math.Sqrt(Math.Pow((a[i, 0] - b[j, 0]) / spread[0], 2) + Math.Pow((a[i, 1] - b[j, 1]) / spread[1], 2));
        double Mean(double[,] a, double[,] b, bool same)
        {
            double sum = 0;
            for (int i = 0; i < a.GetLength(0); i++)
                for (int j = 0; j < b.GetLength(0); j++)
                    sum += Distance(a, i, b, j);
            return sum / (a.GetLength(0) * (b.GetLength(0) - (same ? 1.0 : 0)));
        }

        double wanted = 2 * Mean(x, y, false) - Mean(x, x, true) - Mean(y, y, true);
        Assert.Equal(wanted, EnergyDistance.Of(Device.Cpu.Exact.From([.. x.Cast<double>()], 3, 2),
            Device.Cpu.Exact.From([.. y.Cast<double>()], 4, 2)), 1e-12);
    }

    [Fact]
    public void The_energy_distance_is_about_zero_for_one_distribution_and_grows_with_a_shift()
    {
        using var scope = NewDisposeScope();
        Tensor natural = GaussianTensor.Of(1, 1, 800, 8), same = GaussianTensor.Of(2, 1, 800, 8);
        Assert.Equal(0, EnergyDistance.Of(same, natural), 0.02);
        double near = EnergyDistance.Of(same * 1.5, natural), far = EnergyDistance.Of(same * 3, natural);
        Assert.InRange(near, 0.05, far);
    }

    // A sum of norms: units twice as large make it half as large.
    [Fact]
    public void Parts_of_latents_are_measured_in_the_scale_of_the_whole()
    {
        using var scope = NewDisposeScope();
        Tensor natural = GaussianTensor.Of(1, 1, 80, 4), other = GaussianTensor.Of(2, 1.5, 90, 4);
        double own = EnergyDistance.Of(other, natural);
        Assert.Equal(own, EnergyDistance.Of(other, natural, natural), 1e-12);
        Assert.Equal(own / 2, EnergyDistance.Of(other, natural, natural * 2), 1e-9);
        Assert.Equal(EnergyDistance.ByChance(other, natural, 99, seed: 1) / 2,
            EnergyDistance.ByChance(other, natural, 99, seed: 1, natural * 2), 1e-9);
        // Where one unit alone is kept, only it counts.
        Tensor first = Device.Cpu.Exact.From([1, 0, 0, 0], 4).to_type(natural.dtype);
        Assert.Equal(EnergyDistance.Of(other.narrow(1, 0, 1), natural.narrow(1, 0, 1)),
            EnergyDistance.Of(other * first, natural * first, natural), 1e-9);
    }

    [Fact]
    public void The_energy_distance_of_chance_is_passed_by_chance_about_once_in_twenty_and_by_a_shift_always()
    {
        using var scope = NewDisposeScope();
        const int repetitions = 60;
        int passed = 0;
        for (ulong i = 0; i < repetitions; i++)
        {
            Tensor natural = GaussianTensor.Of(3 * i, 1, 60, 3), other = GaussianTensor.Of((3 * i) + 1, 1, 50, 3),
                shifted = GaussianTensor.Of((3 * i) + 2, 2, 50, 3);
            double high = EnergyDistance.ByChance(other, natural, 99, seed: i);
            passed += EnergyDistance.Of(other, natural) > high ? 1 : 0;
            Assert.True(EnergyDistance.Of(shifted, natural) > high);
        }
        Assert.InRange(passed, 0, 8); // 3 are expected; more than 8 come once in 500 such tests
    }

    [Fact]
    public void The_scale_of_a_unit_does_not_change_the_energy_distance()
    {
        using var scope = NewDisposeScope();
        Tensor natural = GaussianTensor.Of(1, 1, 50, 4), other = GaussianTensor.Of(2, 2, 40, 4),
            scale = Device.Cpu.Exact.From([1e-3, 1, 50, 1e4]);
        Assert.Equal(EnergyDistance.Of(other, natural), EnergyDistance.Of(other * scale, natural * scale), 1e-9);
    }

    [Fact]
    public void A_constant_unit_does_not_change_the_energy_distance()
    {
        using var scope = NewDisposeScope();
        Tensor natural = GaussianTensor.Of(1, 1, 50, 4).mul(Device.Cpu.Exact.From([1.0, 1, 0, 1]));
        Assert.True(double.IsFinite(EnergyDistance.Of(natural, natural)));
    }
}
