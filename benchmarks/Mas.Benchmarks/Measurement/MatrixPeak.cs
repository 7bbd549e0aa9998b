using System.Diagnostics;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Benchmarks.Measurement;

/// <summary>The most that large float32 matrix products reach here, in floating-point operations per second: the measure of a floor.</summary>
internal static class MatrixPeak
{
    private const int Size = 1024; // 4 MiB a matrix: large enough that nothing but the product counts
    private const int Products = 4, Repeats = 12;

    /// <summary>The best of several attempts, each thread with products of its own at the same time.</summary>
    public static double Measure(int threads) => Enumerable.Range(0, Repeats).Max(_ => Attempt(threads));

    private static double Attempt(int threads)
    {
        // One waiter more: the clock starts when every thread has its matrices.
        using var start = new Barrier(threads + 1);
        var workers = new Thread[threads];
        for (int i = 0; i < threads; i++)
        {
            workers[i] = new Thread(() => Multiply(start));
            workers[i].Start();
        }
        start.SignalAndWait();
        long began = Stopwatch.GetTimestamp();
        foreach (Thread worker in workers)
            worker.Join();
        return threads * Products * 2.0 * Size * Size * Size / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static void Multiply(Barrier start)
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
}
