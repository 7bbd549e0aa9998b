using System.Diagnostics;
using System.Text;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Local;

/// <summary>The process of one job. What it says goes to the job's log. It is stopped by ending its standard input, which the system does
/// too when this process dies, however that happens.</summary>
internal sealed class JobProcess : IDisposable
{
    /// <summary>Set for a process that shall end, with a checkpoint, when its standard input ends.</summary>
    public const string StopVariable = "MAS_STOP_AT_END_OF_INPUT";

    /// <summary>How the tool begins what went wrong.</summary>
    private const string ErrorMark = "mas: ";

    private const int LongestMessage = 500;

    private readonly Process _process;
    private readonly StreamWriter _log;
    private readonly Lock _writing = new();
    private string? _error;

    private JobProcess(Process process, StreamWriter log) => (_process, _log) = (process, log);

    /// <exception cref="IOException">The log cannot be written, or the program cannot be started.</exception>
    public static JobProcess Start(SweepFolder folder, JobFolder job, JobCall call)
    {
        string[] words = call.Words(folder, job);
        var start = new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = folder.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment[StopVariable] = "1";
        var log = new StreamWriter(job.Log, append: true, new UTF8Encoding(false)) { AutoFlush = true };
        try
        {
            log.Write(Invariant($"# {DateTime.UtcNow:yyyy-MM-dd HH:mm:ss} UTC, {Environment.MachineName}: ")
                + Invariant($"{string.Join(' ', words[1..])}\n"));
            Process process = Process.Start(start) ?? throw new IOException($"{words[0]} did not start");
            return new JobProcess(process, log);
        }
        catch (Exception error)
        {
            log.Dispose();
            if (error is System.ComponentModel.Win32Exception)
                throw new IOException($"{words[0]} cannot be started: {error.Message}", error);
            throw;
        }
    }

    /// <summary>Waits for its end.</summary>
    /// <param name="stop">Asks it to end; its checkpoint is waited for.</param>
    public async Task<ClaimEnd> Wait(CancellationToken stop)
    {
        await using CancellationTokenRegistration asked = stop.Register(_process.StandardInput.Close);
        await Task.WhenAll(Log(_process.StandardOutput), Log(_process.StandardError));
        await _process.WaitForExitAsync(CancellationToken.None);
        return _process.ExitCode switch
        {
            0 => new(ClaimEnd.Done),
            > 128 when stop.IsCancellationRequested => new(ClaimEnd.Stopped),
            129 or 130 or 138 or 140 or 143 => new(ClaimEnd.Stopped), // somebody has asked the process itself
            var code => new(ClaimEnd.Failed, _error ?? Invariant($"its process ended with {code} and said nothing")),
        };
    }

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }

    private async Task Log(StreamReader said)
    {
        while (await said.ReadLineAsync() is { } line)
            lock (_writing)
            {
                if (line.StartsWith(ErrorMark, StringComparison.Ordinal))
                    _error ??= line[ErrorMark.Length..][..Math.Min(LongestMessage, line.Length - ErrorMark.Length)];
                try
                {
                    _log.Write(line + "\n");
                }
                catch (IOException)
                {
                    // A full disk: what the process says of it is in the message of its end.
                }
            }
    }
}
