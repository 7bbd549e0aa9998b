using System.ComponentModel;
using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Networks.Bridged;

/// <summary>The Python of this machine: <c>MAS_PYTHON</c>, else Debian's own, to which its modules belong.</summary>
internal static class PythonHere
{
    private const string Variable = "MAS_PYTHON", Debian = "/usr/bin/python3";

    private static readonly Dictionary<string, bool> s_found = [];

    public static string Path { get; } = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : Debian;

    // What is opened here, and a tool that is started, uses it too.
    static PythonHere() => Environment.SetEnvironmentVariable(Variable, Path);

    /// <summary>Skips the test where a module is not there.</summary>
    public static void Require(string module)
    {
        bool found;
        lock (s_found)
        {
            if (!s_found.TryGetValue(module, out found))
                s_found[module] = found = Has(module);
        }
        Assert.SkipUnless(found, $"{Path} is no Python with {module}");
    }

    private static bool Has(string module)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(Path, ["-c", $"import {module}"]) { RedirectStandardError = true })!;
            _ = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
