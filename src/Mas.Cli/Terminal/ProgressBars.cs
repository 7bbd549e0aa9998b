using Spectre.Console;

namespace Mas.Cli.Terminal;

/// <summary>One bar per job, with what is left of it at most. They live on a thread of their own, which ends with the display.</summary>
internal sealed class ProgressBars : ProgressDisplay
{
    private const int BarWidth = 12; // the words need the room

    private readonly Dictionary<string, (ProgressTask Bar, Pace Pace)> _bars = [];
    private readonly TaskCompletionSource<ProgressContext> _context = new();
    private readonly ManualResetEventSlim _done = new();
    private readonly IAnsiConsole _console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new BarOutput() });
    private readonly Thread _thread;

    public ProgressBars()
    {
        _thread = new Thread(() => _console.Progress()
            .Columns(
                new SpinnerColumn(), new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth })
            .Start(context =>
            {
                _context.SetResult(context);
                _done.Wait();
            }))
        { IsBackground = true };
        _thread.Start();
    }

    public override void Report(RunProgress progress)
    {
        lock (_bars)
        {
            if (!_bars.TryGetValue(progress.Job, out (ProgressTask Bar, Pace Pace) entry))
                _bars[progress.Job] = entry = (_context.Task.Result.AddTask(Shown(progress.Job)), new Pace());
            entry.Bar.MaxValue = progress.Total;
            entry.Bar.Value = progress.Done;
            TimeSpan? left = entry.Pace.Left(progress, DateTimeOffset.UtcNow);
            entry.Bar.Description = Shown(Line(progress, Left(left)));
            if (progress.Done >= progress.Total)
                entry.Bar.StopTask();
        }
    }

    public override void Say(string line) => _console.WriteLine(Printable.Of(line)); // above the bars

    private static string Shown(string text) => Markup.Escape(Printable.Of(text));

    public override void Dispose()
    {
        _done.Set();
        _thread.Join();
        _done.Dispose();
        base.Dispose();
    }
}
