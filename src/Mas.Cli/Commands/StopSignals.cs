using System.Runtime.InteropServices;
using Mas.Sweeps.Local;

namespace Mas.Cli.Commands;

/// <summary>Turns signals that ask for an end into a cancellation and an exit code: Ctrl-C, and those by which a cluster says that a job's
/// time is over. Whoever asks twice does not want to wait for the end.</summary>
internal sealed class StopSignals : IDisposable
{
    // Linux tells of one death once for every thread of the parent that goes on to die.
    private static readonly TimeSpan s_twice = TimeSpan.FromSeconds(0.3);

    // What has no name in .NET is told by its number, where it is that of Linux; elsewhere the runtime may use the signal itself.
    private const PosixSignal User1 = (PosixSignal)10, User2 = (PosixSignal)12;

    private readonly CancellationTokenSource _stop = new();
    private readonly List<PosixSignalRegistration> _registrations = [];
    private readonly Lock _asking = new();
    private DateTime? _asked;

    public StopSignals()
    {
        Register(PosixSignal.SIGINT, ExitCodes.Interrupted, counts: true);
        Register(PosixSignal.SIGTERM, ExitCodes.Terminated, counts: true);
        if (OperatingSystem.IsLinux())
        {
            Register(PosixSignal.SIGHUP, ExitCodes.HungUp, counts: false);
            Register(User1, ExitCodes.User1, counts: false);
            Register(User2, ExitCodes.User2, counts: false);
        }
        if (IsHeldByInput)
            new Thread(StopAtEndOfInput) { IsBackground = true, Name = "end of input" }.Start();
    }

    /// <summary>Whether whoever started this process stops it by ending its standard input, as a sweep does.</summary>
    private static bool IsHeldByInput => Environment.GetEnvironmentVariable(JobProcess.StopVariable) == "1";

    public CancellationToken Token => _stop.Token;

    /// <summary>Of the signal that came last; 0 where none did.</summary>
    public int ExitCode { get; private set; }

    // A cluster announces the end by signals of its own before it demands it, which must not count as asking twice.
    private void Register(PosixSignal signal, int code, bool counts) =>
        _registrations.Add(PosixSignalRegistration.Create(signal, context => Stop(context, code, counts)));

    private void Stop(PosixSignalContext context, int code, bool counts)
    {
        lock (_asking)
        {
            DateTime now = DateTime.UtcNow;
            context.Cancel = !counts || now - (_asked ?? now) < s_twice;
            if (counts)
                _asked ??= now;
            ExitCode = code;
        }
        _stop.Cancel();
    }

    // It ends too when whoever holds it dies without a word.
    private void StopAtEndOfInput()
    {
        while (Console.In.Read() >= 0)
        {
            // Nothing is said there.
        }
        ExitCode = ExitCode == 0 ? ExitCodes.Interrupted : ExitCode;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The work has ended meanwhile.
        }
    }

    public void Dispose()
    {
        _registrations.ForEach(registration => registration.Dispose());
        _stop.Dispose();
    }
}
