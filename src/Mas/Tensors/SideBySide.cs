using System.Runtime.ExceptionServices;

namespace Mas.Tensors;

/// <summary>Runs independent pieces of work on several threads. Each piece opens its own dispose scope and gradient mode, which belong to
/// one thread, and writes to its own place: results do not depend on the number of threads. On each of them libtorch is told to stay on one
/// thread.</summary>
internal static class SideBySide
{
    /// <summary>Runs pieces 0 … count − 1, at most <paramref name="threads"/> at once.</summary>
    /// <remarks>Where pieces fail, the error of the first of them is thrown as it was.</remarks>
    public static void Run(int count, int threads, Action<int> piece)
    {
        if (threads <= 1 || count <= 1)
        {
            NativeTorch.Load();
            for (int i = 0; i < count; i++)
                piece(i);
            return;
        }
        var errors = new Exception?[count];
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
        {
            try
            {
                NativeTorch.Load();
                piece(i);
            }
#pragma warning disable CA1031 // Not swallowed: thrown again below, the first piece's error first.
            catch (Exception error)
#pragma warning restore CA1031
            {
                errors[i] = error;
            }
        });
        // A real error says more than the cancellation that it may have caused elsewhere.
        if (errors.OfType<Exception>().OrderBy(error => error is OperationCanceledException).FirstOrDefault() is Exception first)
            ExceptionDispatchInfo.Throw(first);
    }
}
