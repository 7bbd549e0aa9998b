using System.Diagnostics;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Networks.Recordings;

/// <summary>Runs a script of this folder in Debian's Python, to which Debian's modules belong.</summary>
internal static class DebianPython
{
    private const string Interpreter = "/usr/bin/python3";

    /// <summary>Skips the test where the module is not there.</summary>
    public static void Require(string module) => Assert.SkipUnless(
        File.Exists(Interpreter) && Run("-c", $"import {module}").ExitCode == 0, $"{Interpreter} has no {module}");

    public static void Script(string name, params string[] arguments)
    {
        string path = Path.Combine(SourceTree.Root, "tests", "Mas.Tests", "Networks", "Recordings", name);
        (int code, string errors) = Run([path, .. arguments]);
        Assert.True(code == 0, errors);
    }

    private static (int ExitCode, string Errors) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(Interpreter, arguments) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }
}
