using System.Text.Json;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>The tool on a machine where libtorch cannot be loaded: a copy of it without its native libraries.</summary>
public sealed class WithoutNativeLibraryTests : IDisposable
{
    private readonly Workplace _here = new();

    public WithoutNativeLibraryTests()
    {
        Directory.CreateDirectory(_here.Path("tool"));
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory)
            .Where(file => file.EndsWith(".dll", StringComparison.Ordinal) || file.EndsWith(".json", StringComparison.Ordinal)))
            File.Copy(file, _here.Path("tool", Path.GetFileName(file)));
    }

    [Fact]
    public void A_run_says_in_one_sentence_that_it_cannot_and_begins_nothing()
    {
        Ended ended = Mas("run", _here.Experiment(), "--output", "run", "--json");
        Assert.Equal(1, ended.Code);
        Assert.StartsWith("mas: The native library libtorch cannot be loaded here: it needs 64-bit Linux with glibc 2.34",
            Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("The native library libtorch",
            JsonDocument.Parse(ended.Output).RootElement.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("run")));
    }

    [Fact]
    public void The_doctor_says_what_is_missing_in_a_sentence_for_each_thing()
    {
        Ended ended = Mas("doctor");
        Assert.Equal(1, ended.Code);
        string[] lines = ended.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Matches(@"^Native library: libtorch cannot be loaded: \S+ is missing in .*; install the tool again\.$", lines[0]);
        Assert.Equal(["Native library", "Threads", "Memory", "Device", "Cache"], lines.Select(line => line.Split(':')[0]));
        Assert.Empty(ended.Error);
    }

    [Fact]
    public void Reports_inspection_and_help_need_no_native_library_and_a_verification_says_that_it_does()
    {
        _here.Finish(_here.Experiment("steps: 0"), "run");
        string report = File.ReadAllText(_here.Path("run", "report.html"));
        File.Delete(_here.Path("run", "report.html"));
        Directory.Delete(_here.Path("run", "figures"), recursive: true);
        Assert.Equal(_here.Path("run", "report.html"), Content(Mas("report", "run")).Trim());
        Assert.Equal(report, File.ReadAllText(_here.Path("run", "report.html")));
        Assert.NotEmpty(Directory.EnumerateFiles(_here.Path("run", "figures"), "*.svg"));
        Assert.Contains("2 runs", File.ReadAllText(Content(Mas("report", "run", "run", "--output", "new/both.html")).Trim()),
            StringComparison.Ordinal);
        Assert.Equal($"mas: {_here.Path("run")}: this is a folder; give the name of a file with --output",
            Assert.Single(Mas("report", "run", "--output", "run").ErrorLines));

        Ended verified = Mas("verify", "run");
        Assert.Equal(1, verified.Code);
        Assert.StartsWith("mas: The native library libtorch cannot be loaded here: ", Assert.Single(verified.ErrorLines),
            StringComparison.Ordinal);

        Assert.Contains("architecture  gru", Content(Mas("inspect", "networks/gru-a")), StringComparison.Ordinal);
        Assert.Equal(128, JsonDocument.Parse(
            Content(Mas("inspect", "networks/gru-a", "--json"))).RootElement.GetProperty("sites")[0].GetProperty("width").GetInt32());
        Assert.Contains("mas [command]", Content(Mas("--help")), StringComparison.Ordinal);
    }

    private Ended Mas(params string[] arguments)
    {
        using var tool = new Tool(_here.Root, arguments, _here.Path("tool"));
        return tool.Wait();
    }

    private static string Content(Ended ended)
    {
        Assert.True(ended.Code == 0, ended.Error);
        Assert.Empty(ended.Error);
        return ended.Output;
    }

    public void Dispose() => _here.Dispose();
}
