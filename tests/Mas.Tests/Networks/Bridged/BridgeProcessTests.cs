using System.Diagnostics;
using Mas.Networks.Bridged;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Bridged;

/// <summary>Interpreters that are none, models that hang, and processes that end.</summary>
public sealed class BridgeProcessTests : IDisposable
{
    private readonly PythonFolder _folder = new();

    private InputException Refused(string interpreter, double seconds = 60)
    {
        File.WriteAllText(_folder.File, "");
        using var workers = new BridgeWorkers(
            new BridgeSettings(_folder.File, "mine", _ => { }) { Interpreter = interpreter, Timeout = TimeSpan.FromSeconds(seconds) });
        return Assert.Throws<InputException>(workers.Describe);
    }

    [Fact]
    public void An_interpreter_that_is_not_there_is_told() => Assert.Equal(
        $"{_folder.File}: there is no Python 'no-such-python' that could run this; install Python 3, or set MAS_PYTHON to the interpreter "
            + "that has the packages of the model", Assert.Single(Refused("no-such-python").Errors).ToString());

    [Theory]
    [InlineData("/bin/cat", "what '/bin/cat' answers is not from mas_bridge.py: it is no message; see that MAS_PYTHON is a Python")]
    [InlineData("/bin/false", "Python ended while it was loading the model, with exit code 1; it printed nothing")]
    public void A_program_that_is_no_Python_is_told(string interpreter, string sentence)
    {
        Assert.SkipUnless(File.Exists(interpreter), $"{interpreter} is not there");
        Assert.StartsWith(sentence, Assert.Single(Refused(interpreter).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_hangs_is_ended_after_its_time()
    {
        PythonHere.Require("numpy");
        using BridgeWorkers workers = _folder.Workers(
            "import os, time\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(1000)\n", seconds: 2);
        InputException error = Assert.Throws<InputException>(workers.Describe);
        Assert.Equal("Python gave no answer for 2 s while it was loading the model, and was ended; where that is no hang, set "
            + "MAS_PYTHON_TIMEOUT to more seconds", Assert.Single(error.Errors).Message);
        Assert.False(IsRunning(int.Parse(File.ReadAllText(Path.Combine(_folder.Root, "pid")))));
    }

    // Nothing but the end of the pipe tells it that whoever started it is gone.
    [Fact]
    public void A_process_ends_with_whoever_started_it_even_while_it_computes()
    {
        PythonHere.Require("numpy");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a pipe cannot be watched there");
        File.WriteAllText(_folder.File, "import time\nprint('begun', flush=True)\nwhile True: time.sleep(1)\n");
        using var script = new BridgeScript();
        using Process python = Process.Start(new ProcessStartInfo(PythonHere.Path, [script.Path, _folder.File])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Assert.Equal("begun", python.StandardError.ReadLine());
        Assert.False(python.WaitForExit(200));
        python.StandardInput.Close();
        Assert.True(python.WaitForExit(10_000));
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    public void Dispose() => _folder.Dispose();
}
