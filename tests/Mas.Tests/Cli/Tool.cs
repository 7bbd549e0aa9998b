using System.Diagnostics;
using System.Text;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>How a process of the tool ended.</summary>
internal sealed record Ended(int Code, string Output, string Error)
{
    /// <summary>The lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The tool as a process of its own, as a user or a script starts it.</summary>
internal sealed class Tool : IDisposable
{
    private static readonly TimeSpan s_hanging = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly StringBuilder _output = new(), _error = new();

    /// <summary>Starts it.</summary>
    /// <param name="folder">Working folder; the cache lies in it.</param>
    /// <param name="arguments">Its command line.</param>
    /// <param name="program">Folder of the program; null for this build's.</param>
    /// <param name="libtorch">Folder of its libtorch; null for the bundled one.</param>
    public Tool(string folder, IEnumerable<string> arguments, string? program = null, string? libtorch = null)
    {
        // A background job of a script ignores Ctrl-C, and so would every tool that its tests start.
        string[] command = [.. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT"] : [], "dotnet",
            Path.Combine(program ?? AppContext.BaseDirectory, "Mas.Cli.dll"), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Prepare(start, Path.Combine(folder, "cache"));
        if (libtorch is not null)
            start.Environment["MAS_LIBTORCH"] = libtorch;
        // Else TorchSharp, where it does not find libtorch, copies half a gigabyte from there.
        start.Environment["NUGET_PACKAGES"] = Path.Combine(folder, "no-packages");
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Append(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Append(_error, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What every process of the tool gets: a cache of its own, and code that is compiled fast. What a test calls is called a few
    /// times; to compile it well, as the tool does for runs of hours, costs more than half of such a run.</summary>
    public static void Prepare(ProcessStartInfo start, string cache)
    {
        start.Environment["MAS_CACHE"] = cache;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TC_QuickJit"] = "1";
    }

    /// <summary>Runs it to its end.</summary>
    public static Ended Run(string folder, params string[] arguments)
    {
        using var tool = new Tool(folder, arguments);
        return tool.Wait();
    }

    /// <summary>Waits for its end.</summary>
    public Ended Wait()
    {
        if (!_process.WaitForExit(s_hanging))
        {
            _process.Kill();
            Assert.Fail($"the tool hangs; it said: {Said}");
        }
        _process.WaitForExit();
        lock (_output)
            lock (_error)
                return new Ended(_process.ExitCode, _output.ToString(), _error.ToString());
    }

    /// <summary>Waits until something has happened; false where the tool ended before.</summary>
    public bool WaitUntil(Func<bool> happened)
    {
        while (!happened())
        {
            if (_process.HasExited)
                return happened();
            Thread.Sleep(5);
        }
        return true;
    }

    /// <summary>What it has said so far on standard error.</summary>
    public string Said
    {
        get
        {
            lock (_error)
                return _error.ToString();
        }
    }

    /// <summary>SIGKILL: no chance to tidy up.</summary>
    public Ended Kill()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        _process.Kill();
        return Wait();
    }

    /// <summary>Sends a signal by its name, such as <c>INT</c>, and waits for the end.</summary>
    public Ended Signal(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signals");
        using Process kill = Process.Start("kill", ["-s", name, $"{_process.Id}"]);
        kill.WaitForExit();
        return Wait();
    }

    private static void Append(StringBuilder text, string? line)
    {
        lock (text)
            if (line is not null)
                text.Append(line).Append('\n');
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
