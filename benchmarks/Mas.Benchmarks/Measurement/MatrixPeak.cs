using Mas.Kernels;

namespace Mas.Benchmarks.Measurement;

/// <summary>The most that large float32 matrix products reach here, in floating-point operations per second: the measure of a floor. Both
/// of libtorch and of ours, and the better of the two, because a floor that one of them goes under is none.</summary>
internal static class MatrixPeak
{
    private const int Size = 1024; // 4 MiB a matrix: large enough that nothing but the product counts
    private const int Products = 4, Repeats = 12;

    /// <summary>The best of several attempts, each thread with products of its own at the same time.</summary>
    public static double Measure(int threads) => Math.Max(Best(threads, Libtorch), Best(threads, Ours));

    private static double Best(int threads, Action<Barrier> multiply) => Enumerable.Range(0, Repeats).Max(_ => Attempt(threads, multiply));

    private static double Attempt(int threads, Action<Barrier> multiply)
    {
        // One waiter more: the clock starts when every thread has its matrices.
        using var start = new Barrier(threads + 1);
        Thread[] workers = [.. Enumerable.Range(0, threads).Select(_ => new Thread(() => multiply(start)))];
        foreach (Thread worker in workers)
            worker.Start();
        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        foreach (Thread worker in workers)
            worker.Join();
        return threads * Products * 2.0 * Size * Size * Size / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Libtorch(Barrier start)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor left = ones(Size, Size), right = ones(Size, Size);
        left.mm(right).Dispose();
        start.SignalAndWait();
        for (int i = 0; i < Products; i++)
            left.mm(right).Dispose();
    }

    private static void Ours(Barrier start)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor left = ones(Size, Size), product = empty(Size, Size);
        using var right = new RightFactor(left);
        right.Multiply(left, 0, Size, product, 0);
        start.SignalAndWait();
        for (int i = 0; i < Products; i++)
            right.Multiply(left, 0, Size, product, 0);
    }
}
