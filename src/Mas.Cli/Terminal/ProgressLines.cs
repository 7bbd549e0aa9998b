
namespace Mas.Cli.Terminal;

/// <summary>One plain line per job now and then, and one at its end.</summary>
internal sealed class ProgressLines(TextWriter output, TimeProvider clock) : ProgressDisplay
{
    private static readonly TimeSpan s_between = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (Pace Pace, DateTimeOffset Start, DateTimeOffset Last)> _jobs = [];

    public override void Report(RunProgress progress)
    {
        lock (_jobs)
        {
            DateTimeOffset now = clock.GetUtcNow();
            if (!_jobs.TryGetValue(progress.Job, out (Pace Pace, DateTimeOffset Start, DateTimeOffset Last) job))
                _jobs[progress.Job] = job = (new Pace(), now, now);
            TimeSpan? left = job.Pace.Left(progress, now);
            bool ended = progress.Done >= progress.Total;
            if (!ended && now - job.Last < s_between)
                return;
            _jobs[progress.Job] = job with { Last = now };
            output.WriteLine(Printable.Of(ended ? Invariant($"{Line(progress)} ({(now - job.Start).TotalSeconds:f1} s)")
                : Line(progress, Count(progress), Left(left))));
        }
    }

    public override void Say(string line)
    {
        lock (_jobs)
            output.WriteLine(Printable.Of(line));
    }

    private static string Count(RunProgress progress) =>
        Invariant($"{progress.Unit} {progress.Done:f0} of {progress.Total:f0}").TrimStart();
}
