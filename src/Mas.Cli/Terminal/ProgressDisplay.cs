
namespace Mas.Cli.Terminal;

/// <summary>Shows how far a run is, on standard error: bars where a person watches, lines where output is redirected or the window too
/// small for bars, else nothing.</summary>
internal class ProgressDisplay : IDisposable
{
    public static ProgressDisplay Start(bool quiet)
    {
        if (quiet)
            return new ProgressDisplay();
        return Console.IsErrorRedirected || Console.IsOutputRedirected || !BarOutput.HasRoom
            ? new ProgressLines(Console.Error, TimeProvider.System) : new ProgressBars();
    }

    /// <summary>A duration for people.</summary>
    public static string Text(TimeSpan time) => time.TotalSeconds < 90 ? Invariant($"{time.TotalSeconds:f0} s")
        : time.TotalMinutes < 90 ? Invariant($"{time.TotalMinutes:f0} min") : Invariant($"{time.TotalHours:f1} h");

    /// <summary>Takes a report, from any thread.</summary>
    public virtual void Report(RunProgress progress)
    {
    }

    /// <summary>Prints what a network says that is a program of its own, from any thread.</summary>
    public virtual void Say(string line) => Console.Error.WriteLine(Printable.Of(line));

    public virtual void Dispose()
    {
    }

    /// <summary>A job with what there is to say of it.</summary>
    /// <param name="further">Such as the time that is left; empty for nothing.</param>
    protected static string Line(RunProgress progress, params IReadOnlyList<string> further)
    {
        string[] said = [.. further.Prepend(progress.Detail).Where(words => words.Length > 0)];
        return said.Length == 0 ? progress.Job : $"{progress.Job}: {string.Join(", ", said)}";
    }

    /// <summary>Such as <c>at most 23 s</c>; empty while nothing can be said.</summary>
    protected static string Left(TimeSpan? time) => time is { } left ? $"at most {Text(left)}" : "";
}
