using System.Runtime.InteropServices;

namespace Mas.Cli.Commands;

/// <summary>Turns Ctrl-C and SIGTERM into a cancellation and its exit code. Whoever asks twice does not want to wait for the end.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration _onInterrupt, _onTerminate;

    public StopSignals()
    {
        _onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Interrupted));
        _onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
    }

    public CancellationToken Token => _stop.Token;

    /// <summary>Of the signal that came; 0 where none did.</summary>
    public int ExitCode { get; private set; }

    private void Stop(PosixSignalContext context, int code)
    {
        context.Cancel = ExitCode == 0;
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
