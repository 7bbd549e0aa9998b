using System.Runtime.InteropServices;

namespace Mas.Cli.Commands;

/// <summary>Turns Ctrl-C and SIGTERM into a cancellation and its exit code. Whoever asks twice does not want to wait for the end.</summary>
internal sealed class StopSignals : IDisposable
{
    // Linux tells of one death once for every thread of the parent that goes on to die.
    private static readonly TimeSpan s_twice = TimeSpan.FromSeconds(0.3);

    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _onInterrupt, _onTerminate;

    public StopSignals()
    {
        _onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted));
        _onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
    }

    public CancellationToken Token => _stop.Token;

    private DateTime _asked;

    /// <summary>Of the signal that came; 0 where none did.</summary>
    public int ExitCode { get; private set; }

    private void Stop(PosixSignalContext context, int code)
    {
        if (ExitCode == 0)
            _asked = DateTime.UtcNow;
        context.Cancel = DateTime.UtcNow - _asked < s_twice;
        ExitCode = code;
        _stop.Cancel();
    }

    public void Dispose()
    {
        _onInterrupt.Dispose();
        _onTerminate.Dispose();
        _stop.Dispose();
    }
}
