
namespace Mas.Cli.Terminal;

/// <summary>One plain line per job now and then, and one at its end.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider clock) : ProgressDisplay
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (DateTimeOffset Start, DateTimeOffset Last)> _jobs = [];

    public override void Report(RunProgress progress)
    {
        lock (_jobs)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!_jobs.TryGetValue(progress.Job, out (DateTimeOffset Start, DateTimeOffset Last) times))
                _jobs[progress.Job] = times = (now, now);
            bool ended = progress.Done >= progress.Total;
            if (!ended && now - times.Last < s_between)
                return;
            _jobs[progress.Job] = (times.Start, now);
            output.WriteLine(Printable.Of(Line(progress, ended, now - times.Start)));
        }
    }

    public override void Say(string line)
    {
        lock (_jobs)
            output.WriteLine(Printable.Of(line));
    }

    private static string Line(RunProgress progress, bool ended, TimeSpan elapsed)
    {
        string detail = progress.Detail.Length > 0 ? $": {progress.Detail}" : "";
        if (ended)
            return Invariant($"{progress.Job}{detail} ({elapsed.TotalSeconds:f1} s)");
        string left = Left(progress, elapsed) is TimeSpan time ? $", at most {Text(time)} left" : "";
        return Invariant($"{progress.Job}{detail}, {progress.Done:f0} of at most {progress.Total:f0}{left}");
    }
}
