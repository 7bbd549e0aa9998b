using System.Diagnostics;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Build;

/// <summary><c>./mas</c>: builds where there is something to build, and then is the program. That it builds the real one is tested by the
/// stage of CI that runs the first command of the README.</summary>
public sealed class StartTests
{
    [Fact]
    public void The_first_start_builds_and_says_so_and_the_next_ones_only_start()
    {
        using var here = new Checkout();
        Ended first = here.Run();
        Assert.Matches("^mas: building, [^\n]*\nmas: built in [0-9]+ s\n$", first.Error);
        Assert.Equal(5, first.Code);
        Ended second = here.Run();
        Assert.Equal((5, ""), (second.Code, second.Error));
        Assert.StartsWith("build src/Mas.Cli -c Release", Assert.Single(here.Builds), StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_gets_every_argument_the_input_and_the_process_itself()
    {
        using var here = new Checkout();
        using Process process = here.Begin(here.Start, "run", "a file.yaml", "", "*", "--seed=1", "a\nb", "$HOME");
        Ended ended = Checkout.End(process, "typed\n");
        Assert.Equal($"process {process.Id} in {here.Fake("home")}, runtime found\n"
            + "[run]\n[a file.yaml]\n[]\n[*]\n[--seed=1]\n[a\nb]\n[$HOME]\ntyped\n", ended.Output);
        Assert.Equal(5, ended.Code);
    }

    [Fact]
    public void It_is_started_through_links_to_it()
    {
        using var here = new Checkout();
        File.CreateSymbolicLink(here.Fake("home", "first"), here.Start);
        File.CreateSymbolicLink(here.Fake("bin", "mas"), "../home/first");
        using Process process = here.Begin(here.Fake("bin", "mas"));
        Assert.Equal(5, Checkout.End(process).Code);
        Assert.True(File.Exists(here.Built));
    }

    [Theory]
    [InlineData("src/Mas/Old.cs")]
    [InlineData("build/New.targets")]
    [InlineData("src/Mas.Cli/New.cs")]
    [InlineData("global.json")]
    public void What_was_written_since_is_built(string file)
    {
        using var here = new Checkout();
        here.Run();
        Checkout.Write(Path.Combine(here.Root, file), "changed");
        here.Run();
        here.Run();
        Assert.Equal(2, here.Builds.Length);
    }

    [Fact]
    public void A_source_that_was_removed_and_a_program_that_was_removed_are_built_again()
    {
        using var here = new Checkout();
        here.Run();
        File.Delete(Path.Combine(here.Root, "src", "Mas", "Old.cs"));
        here.Run();
        File.Delete(here.Built);
        here.Run();
        Assert.Equal(3, here.Builds.Length);
    }

    [Fact]
    public void What_changes_while_it_builds_is_built_by_the_next_start()
    {
        using var here = new Checkout();
        using Process process = here.Begin(here.Start);
        WaitFor(() => here.Builds.Length == 1);
        Checkout.Write(Path.Combine(here.Root, "src", "Mas", "Old.cs"), "changed");
        Checkout.End(process);
        here.Run();
        Assert.Equal(2, here.Builds.Length);
    }

    [Fact]
    public void A_shell_that_completes_a_word_never_builds()
    {
        using var here = new Checkout();
        Assert.Equal((0, "", ""), (here.Run("[suggest:3]", " ru").Code, here.Run("[suggest:3]").Output, here.Run("[suggest:3]").Error));
        here.Run();
        Checkout.Write(Path.Combine(here.Root, "global.json"), "changed");
        Assert.Equal(5, here.Run("[suggest:3]", " ru").Code);
        Assert.Single(here.Builds);
    }

    [Theory, InlineData("perl"), InlineData("flock")]
    public void Of_two_first_starts_one_builds_and_the_other_waits(string without)
    {
        using var here = new Checkout(without);
        using Process one = here.Begin(here.Start, "one"), other = here.Begin(here.Start, "other");
        Ended[] ended = [Checkout.End(one), Checkout.End(other)];
        Assert.All(ended, end => Assert.Equal(5, end.Code));
        Assert.Single(here.Builds);
        Assert.Single(ended, end => end.Error == "mas: another start builds mas; waiting for it\n");
    }

    [Fact]
    public void A_build_that_fails_shows_its_errors_and_ends_with_its_exit_code()
    {
        using var here = new Checkout();
        Checkout.Write(here.Fake("broken"), "  Determining projects\nA.cs(1,2): error CS1002: ; expected\nB.cs(1,2): warning CS1: w\n");
        Ended ended = here.Run();
        Assert.Equal((3, ""), (ended.Code, ended.Output));
        Assert.Equal(["A.cs(1,2): error CS1002: ; expected", "mas: the build failed with exit code 3; all that it printed is in "
            + Path.Combine(here.Root, "src", "Mas.Cli", "obj", "build.log")], ended.ErrorLines[1..]);
        File.Delete(here.Fake("broken"));
        Assert.Equal(5, here.Run().Code);
    }

    [Fact]
    public void A_build_that_fails_in_its_own_words_shows_the_last_of_them()
    {
        using var here = new Checkout();
        Checkout.Write(here.Fake("broken"), "Segmentation fault\n");
        Assert.Equal("Segmentation fault", here.Run().ErrorLines[1]);
    }

    [Fact]
    public void A_signal_ends_the_build_too_and_the_next_start_builds()
    {
        using var here = new Checkout();
        Checkout.Write(here.Fake("endless"), "");
        using Process process = here.Begin(here.Start);
        WaitFor(() => File.ReadAllText(here.Fake("endless")).EndsWith('\n'));
        string build = File.ReadAllText(here.Fake("endless")).Trim();
        using (Process kill = Process.Start("kill", ["-s", "TERM", $"{process.Id}"]))
            kill.WaitForExit();
        Assert.Equal(143, Checkout.End(process).Code);
        WaitFor(() => !Directory.Exists($"/proc/{build}"));
        File.Delete(here.Fake("endless"));
        Assert.Equal(5, here.Run().Code);
    }

    [Theory]
    [InlineData("", "a runtime")]
    [InlineData("8.0.404 [/usr/share/dotnet/sdk]\n9.0.100 [/usr/share/dotnet/sdk]\n", "8.0.404 9.0.100")]
    public void Without_the_right_SDK_one_sentence_says_what_to_install(string sdks, string found)
    {
        using var here = new Checkout();
        Checkout.Write(here.Fake("no-sdk"), sdks);
        Ended ended = here.Run();
        Assert.Equal((2, ""), (ended.Code, ended.Output));
        Assert.Equal($"mas: the .NET 10 SDK builds mas, and {here.Fake("bin", "dotnet")} has only {found}; "
            + "install it from https://dotnet.microsoft.com/download\n", ended.Error);
    }

    [Fact]
    public void Without_any_dotnet_one_sentence_says_what_to_install()
    {
        using var here = new Checkout("dotnet");
        Ended ended = here.Run();
        Assert.Equal((2, "mas: the .NET 10 SDK builds mas, and there is no dotnet here; "
            + "install it from https://dotnet.microsoft.com/download\n"), (ended.Code, ended.Error));
    }

    [Fact]
    public void A_dotnet_of_the_user_alone_builds_it_and_the_program_is_told_where_its_runtime_is()
    {
        using var here = new Checkout();
        string own = here.Fake("home", ".dotnet");
        Directory.CreateDirectory(Path.Combine(own, "host", "fxr"));
        File.Move(here.Fake("bin", "dotnet"), Path.Combine(own, "dotnet"));
        Assert.Contains($"runtime {own}\n", here.Run().Output, StringComparison.Ordinal);
    }

    private static void WaitFor(Func<bool> happened)
    {
        var clock = Stopwatch.StartNew();
        while (!happened())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(1), "nothing happens");
            Thread.Sleep(5);
        }
    }
}
