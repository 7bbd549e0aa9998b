using System.Diagnostics;
using Mas.Oracles.Sources;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Build;

/// <summary>A folder with <c>./mas</c> and next to nothing else, and a <c>dotnet</c> that makes a shell script of what it is to build. All
/// other programs are those of the machine.</summary>
internal sealed class Checkout : IDisposable
{
    private static readonly TimeSpan s_hanging = TimeSpan.FromMinutes(1);

    private static readonly string[] s_tools =
    [
        "bash", "cat", "chmod", "cut", "date", "dirname", "env", "find", "flock", "grep", "head", "mkdir", "mv", "perl", "readlink", "rm",
        "sh", "sleep", "sort", "tail", "tr",
    ];

    // Counts its builds, which take a moment; what it makes says what it was given.
    private const string Dotnet = """
        #!/bin/sh
        case $1 in
          --version) [ ! -e "$FAKE/no-sdk" ] ;;
          --list-sdks) cat "$FAKE/no-sdk" ;;
          build)
            echo "$@" >> "$FAKE/builds"
            [ ! -e "$FAKE/endless" ] || { echo $$ > "$FAKE/endless"; exec sleep 60; }
            [ ! -e "$FAKE/broken" ] || { cat "$FAKE/broken"; exit 3; }
            sleep 0.3
            cat "$FAKE/program" > src/Mas.Cli/bin/Release/net10.0/new
            chmod +x src/Mas.Cli/bin/Release/net10.0/new
            mv src/Mas.Cli/bin/Release/net10.0/new src/Mas.Cli/bin/Release/net10.0/Mas.Cli ;;
        esac

        """;

    private const string Program = """
        #!/bin/sh
        echo "process $$ in $PWD, runtime ${DOTNET_ROOT:-found}"
        for word in "$@"; do echo "[$word]"; done
        cat
        exit 5

        """;

    private readonly string _top = Directory.CreateTempSubdirectory("mas-start-").FullName;

    /// <param name="without">Programs that the machine does not have.</param>
    public Checkout(params string[] without)
    {
        foreach (string folder in (string[])["src/Mas", "src/Mas.Results", "src/Mas.Cli", "build"])
            Directory.CreateDirectory(Path.Combine(Root, folder));
        foreach (string file in (string[])["src/Mas/Old.cs", "Directory.Build.props", "Directory.Packages.props", "global.json"])
            Write(Path.Combine(Root, file), "");
        File.Copy(Path.Combine(SourceTree.Root, "mas"), Start);
        Directory.CreateDirectory(Fake("bin"));
        Directory.CreateDirectory(Fake("home"));
        foreach (string tool in s_tools.Except(without))
            File.CreateSymbolicLink(Fake("bin", tool), File.Exists($"/bin/{tool}") ? $"/bin/{tool}" : $"/usr/bin/{tool}");
        if (!without.Contains("dotnet"))
            Executable(Fake("bin", "dotnet"), Dotnet);
        Write(Fake("program"), Program);
    }

    /// <summary>With a space, as folders of users have.</summary>
    public string Root => Path.Combine(_top, "check out");

    public string Start => Path.Combine(Root, "mas");

    public string Built => Path.Combine(Root, "src", "Mas.Cli", "bin", "Release", "net10.0", "Mas.Cli");

    /// <summary>What <c>dotnet build</c> was given, once for each build.</summary>
    public string[] Builds => File.Exists(Fake("builds")) ? File.ReadAllLines(Fake("builds")) : [];

    /// <summary>A file beside the checkout, which tells the false <c>dotnet</c> what to do.</summary>
    public string Fake(params string[] parts) => Path.Combine([_top, .. parts]);

    public static void Write(string path, string text) => File.WriteAllText(path, text);

    public static void Executable(string path, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a shell script; Windows starts mas.cmd");
        Write(path, text);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Starts it in another folder.</summary>
    public Process Begin(string start, params string[] arguments)
    {
        var info = new ProcessStartInfo(start, arguments)
        {
            WorkingDirectory = Fake("home"),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment.Clear();
        info.Environment["PATH"] = Fake("bin");
        info.Environment["HOME"] = Fake("home");
        info.Environment["FAKE"] = _top;
        return Process.Start(info)!;
    }

    /// <summary>Waits for its end.</summary>
    public static Ended End(Process process, string input = "")
    {
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(s_hanging), "the start hangs");
        return new Ended(process.ExitCode, output, error.Result);
    }

    public Ended Run(params string[] arguments)
    {
        using Process process = Begin(Start, arguments);
        return End(process);
    }

    public void Dispose() => Directory.Delete(_top, recursive: true);
}
