using Mas.Kernels;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Tensors;

/// <summary>Products with a factor that is laid out beforehand, against libtorch's in float64.</summary>
public class RightFactorTests
{
    // Whole tiles, parts of one in every dimension, one row, one column, and an inner dimension of several parts.
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 8, 16, 32 }, { 1, 1, 1 }, { 3, 5, 7 }, { 64, 128, 384 }, { 13, 600, 33 }, { 9, 257, 31 }, { 40, 384, 128 }, { 130, 512, 20 },
        { 7, 256, 64 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_with_a_right_factor_are_those_of_exact_arithmetic(int rows, int inner, int columns)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        (Tensor left, Tensor right, Tensor bias) = (Random(1, rows + 3, inner), Random(2, inner, columns), Random(3, columns));
        Tensor exact = left.to_type(ScalarType.Float64).mm(right.to_type(ScalarType.Float64));
        using var factor = new RightFactor(right, bias);
        using var transposed = new RightFactor(right.t().contiguous().t());

        Tensor product = full([rows + 4, columns], 7f);
        factor.Multiply(left, 2, rows, product, 1);
        Close(exact.narrow(0, 2, rows) + bias, product.narrow(0, 1, rows), inner);
        AssertUntouched(product, rows);

        Tensor before = Random(4, rows + 4, columns), sum = before.clone();
        sum.narrow(0, 0, 1).fill_(7f);
        sum.narrow(0, rows + 1, 3).fill_(7f);
        transposed.Multiply(left, 2, rows, sum, 1, add: true);
        Close(exact.narrow(0, 2, rows) + before.narrow(0, 1, rows), sum.narrow(0, 1, rows), inner);
        AssertUntouched(sum, rows);

        Close(exact, transposed.MultiplyTransposed(left.t().contiguous()), inner);
    }

    [Fact]
    public void A_row_of_a_product_is_the_same_whatever_rows_are_beside_it()
    {
        Assert.SkipUnless(RightFactor.IsOurs, "libtorch's products on this processor");
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        Tensor left = Random(1, 21, 300), right = Random(2, 300, 50);
        using var factor = new RightFactor(right);
        Tensor together = zeros(21, 50), alone = zeros(21, 50);
        factor.Multiply(left, 0, 21, together, 0);
        for (int row = 0; row < 21; row++)
            factor.Multiply(left, row, 1, alone, row);
        Assert.Equal(together.data<float>().ToArray(), alone.data<float>().ToArray());
    }

    private static void AssertUntouched(Tensor product, int rows)
    {
        Assert.All(product.narrow(0, 0, 1).contiguous().data<float>().ToArray(), value => Assert.Equal(7f, value));
        Assert.All(product.narrow(0, rows + 1, 3).contiguous().data<float>().ToArray(), value => Assert.Equal(7f, value));
    }

    // n products of numbers of about 1: n roundings of sums of about √n, most of which cancel.
    private static void Close(Tensor wanted, Tensor found, int inner)
    {
        double[] w = wanted.to_type(ScalarType.Float64).contiguous().data<double>().ToArray(),
            f = found.to_type(ScalarType.Float64).contiguous().data<double>().ToArray();
        Assert.Equal(w.Length, f.Length);
        Assert.All(w.Zip(f), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * (4 + inner)));
    }

    private static Tensor Random(ulong seed, params long[] shape)
    {
        NativeTorch.Load();
        var random = new SeededRandom(seed);
        return Device.Cpu.From([.. Enumerable.Range(0, (int)shape.Aggregate(1L, (product, size) => product * size))
            .Select(_ => (float)random.NextGaussian())], shape);
    }
}
