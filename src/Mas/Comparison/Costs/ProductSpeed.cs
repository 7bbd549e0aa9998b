using System.Diagnostics;

namespace Mas.Comparison.Costs;

/// <summary>How fast this machine multiplies, measured in a fraction of a second.</summary>
internal static class ProductSpeed
{
    private const int Rows = 128, Width = 512; // a product takes a millisecond or two: less than a slice of time beside other programs

    private static readonly TimeSpan s_long = TimeSpan.FromMilliseconds(200);

    /// <summary>Operations per second of float32 products, one on each thread, all threads together; of each thread the fastest one counts,
    /// because whatever else the machine does makes them slower.</summary>
    public static double Measure(int threads)
    {
        var fastest = new double[threads];
        SideBySide.Run(threads, threads, thread => fastest[thread] = Fastest());
        return fastest.Sum(seconds => 2.0 * Rows * Width * Width / seconds);
    }

    private static double Fastest()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor left = Device.Cpu.Ones(Rows, Width), right = Device.Cpu.Ones(Width, Width);
        double fastest = double.PositiveInfinity;
        for (long start = Stopwatch.GetTimestamp(), from = start; Stopwatch.GetElapsedTime(start) < s_long; from = Stopwatch.GetTimestamp())
        {
            left.mm(right).Dispose();
            fastest = Math.Min(fastest, Stopwatch.GetElapsedTime(from).TotalSeconds);
        }
        return fastest;
    }
}
