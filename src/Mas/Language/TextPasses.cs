using Mas.Interchange;

namespace Mas.Language;

/// <summary>How test pairs are run, and how far that is.</summary>
/// <param name="threads">Passes side by side.</param>
/// <param name="ran">Is told how many evaluations are done, parts of them included; from any thread.</param>
internal sealed class TextPasses(int threads, Action<double>? ran = null)
{
    /// <summary>Pairs that run together: bounds memory, not results.</summary>
    public const int Pairs = 16;

    private int _begun;

    /// <summary>Runs every pair of every direction, forward only.</summary>
    /// <param name="maps">Null leaves the target unchanged.</param>
    public RouteOutcome[] Evaluate(InterchangeData data, StepMaps? maps)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int before = _begun++;
        void Tell(int done, int all)
        {
            if (done < all) // the caller says when all is done
                ran?.Invoke(before + done / (double)all);
        }
        return new InterchangeEngine(data, threads, Pairs) { Ran = Tell }.Evaluate(maps);
    }
}
