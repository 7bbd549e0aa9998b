using BenchmarkDotNet.Attributes;

namespace Mas.Benchmarks.Kernels;

/// <summary>The thin factor of one alignment and the way back into its parameter, at d = 128, k = 32.</summary>
public class AlignmentFactor // not sealed: BenchmarkDotNet refuses a sealed one
{
    private const int Width = 128, Columns = 32;
    private OrthogonalAlignment? _cayley, _exponential;
    private Tensor? _gradient;

    [GlobalSetup]
    public void Prepare()
    {
        NativeTorch.Load();
        _cayley = new CayleyAlignment(Base(), Parameter());
        _exponential = new MatrixExponentialAlignment(Base(), Parameter());
        _gradient = ones(Width, Columns);
    }

    [Benchmark]
    public void Cayley() => ForwardBackward(_cayley!);

    [Benchmark]
    public void MatrixExponential() => ForwardBackward(_exponential!);

    private void ForwardBackward(OrthogonalAlignment alignment)
    {
        using var scope = NewDisposeScope();
        alignment.Factor().backward([_gradient!]);
        alignment.Parameter.grad!.Dispose();
        alignment.Parameter.grad = null;
    }

    private static Tensor Base()
    {
        using Tensor exact = OrthogonalBase.Random(Width, seed: 1);
        return exact.to_type(ScalarType.Float32);
    }

    // Not zero: the exponential of zero is found faster than any other.
    private static Tensor Parameter()
    {
        var random = new SeededRandom(2);
        var values = new float[Width * Columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = 0.05f * (float)random.NextGaussian();
        return tensor(values, [Width, Columns]);
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _gradient?.Dispose();
        _cayley?.Dispose();
        _exponential?.Dispose();
    }
}
