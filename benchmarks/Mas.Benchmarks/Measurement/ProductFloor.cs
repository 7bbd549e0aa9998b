namespace Mas.Benchmarks.Measurement;

/// <summary>Seconds on the clock and of all cores.</summary>
internal sealed record Spent(double Wall, double Cpu)
{
    public static Spent By(Action action)
    {
        (long start, TimeSpan before) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        action();
        return new Spent(Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
    }

    public Spent Times(double factor) => new(Wall * factor, Cpu * factor);
}

/// <summary>The arithmetic floor: what so many operations take as large float32 products.</summary>
internal static class ProductFloor
{
    private const int Product = 2048;

    /// <summary>The fastest of several, on as many threads.</summary>
    public static Spent Of(int threads, double operations)
    {
        const int tries = 6;
        double each = 2 * Math.Pow(Product, 3), wall = double.PositiveInfinity, cpu = double.PositiveInfinity;
        using Tensor left = Device.Cpu.Ones(Product, Product), right = Device.Cpu.Ones(Product, Product);
        for (int i = 0; i < tries; i++)
        {
            Spent spent = Spent.By(() => SideBySide.Run(threads, threads, _ =>
            {
                left.mm(right).Dispose();
                left.mm(right).Dispose();
            }));
            wall = Math.Min(wall, spent.Wall);
            cpu = Math.Min(cpu, spent.Cpu);
        }
        return new Spent(wall, cpu).Times(operations / (2 * threads * each));
    }
}
