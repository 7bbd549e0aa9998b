using System.Runtime.InteropServices;
using Mas.Sweeps.Local;

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
        if (IsHeldByInput)
            new Thread(StopAtEndOfInput) { IsBackground = true, Name = "end of input" }.Start();
    }

    /// <summary>Whether whoever started this process stops it by ending its standard input, as a sweep does.</summary>
    private static bool IsHeldByInput => Environment.GetEnvironmentVariable(JobProcess.StopVariable) == "1";

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
        _onInterrupt.Dispose();
        _onTerminate.Dispose();
        _stop.Dispose();
    }
}
