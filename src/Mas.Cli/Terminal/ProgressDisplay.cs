using Mas.Comparison;

namespace Mas.Cli.Terminal;

/// <summary>Shows how far a run is, on standard error: bars where a person watches, plain lines where output is redirected.</summary>
internal abstract class ProgressDisplay : IDisposable
{
    /// <summary>The display that fits.</summary>
    public static ProgressDisplay Start(bool quiet)
    {
        if (quiet)
            return new NoProgress();
        return Console.IsErrorRedirected || Console.IsOutputRedirected ? new ProgressLines(Console.Error, TimeProvider.System) : new ProgressBars();
    }

    /// <summary>Takes a report, from any thread.</summary>
    public abstract void Report(RunProgress progress);

    public abstract void Dispose();

    /// <summary>Seconds that are left if the rest goes as fast as what is done; null while nothing can be said.</summary>
    protected static TimeSpan? Left(RunProgress progress, TimeSpan sinceStart) =>
        progress.Done > 0 && progress.Done < progress.Total && sinceStart > TimeSpan.FromSeconds(1) ? sinceStart * ((progress.Total - progress.Done) / progress.Done) : null;

    private sealed class NoProgress : ProgressDisplay
    {
        public override void Report(RunProgress progress)
        {
        }

        public override void Dispose()
        {
        }
    }
}
