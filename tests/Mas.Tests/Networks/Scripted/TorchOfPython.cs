using System.ComponentModel;
using System.Diagnostics;
using Mas.Oracles.Sources;
using Xunit;

namespace Mas.Tests.Networks.Scripted;

/// <summary>Runs Python with PyTorch, where it is there: <c>MAS_PYTHON</c>, else Debian's.</summary>
internal static class TorchOfPython
{
    private static readonly string s_python =
        Environment.GetEnvironmentVariable("MAS_PYTHON") is { Length: > 0 } given ? given : "/usr/bin/python3";

    private static readonly Lazy<bool> s_hasTorch = new(() => Run(Path.GetTempPath(), "import torch") is { ExitCode: 0 });

    /// <summary>The Python of a page, one block after the other.</summary>
    public static string[] OfPage(string page) => [.. File.ReadAllText(Path.Combine(SourceTree.Root, "docs", page))
        .Split("```python\n").Skip(1).Select(part => part.Split("```")[0])];

    /// <summary>Runs a script in a folder; skips the test where there is no PyTorch.</summary>
    public static void Script(string folder, string script)
    {
        Assert.SkipUnless(s_hasTorch.Value, $"{s_python} is no Python with torch");
        (int exitCode, string errors) = Run(folder, script);
        Assert.True(exitCode == 0, errors);
    }

    private static (int ExitCode, string Errors) Run(string folder, string script)
    {
        // TorchScript reads the source of a class from its file.
        string file = Path.Combine(folder, $"script-{Path.GetRandomFileName()}.py");
        File.WriteAllText(file, script);
        try
        {
            using Process process = Process.Start(
                new ProcessStartInfo(s_python, [file]) { RedirectStandardError = true, WorkingDirectory = folder })!;
            string errors = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, errors);
        }
        catch (Win32Exception error)
        {
            return (-1, error.Message);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
