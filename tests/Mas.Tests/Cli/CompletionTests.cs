using System.Diagnostics;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary>What shells complete with the scripts of <c>mas completion</c>.</summary>
public sealed class CompletionTests : IDisposable
{
    private const string Bash = """
        source <(mas completion bash)
        complete_line() {
          read -ra COMP_WORDS <<< "$1"; [[ $1 != *" " ]] || COMP_WORDS+=("")
          COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMPREPLY=(); _mas; echo "${COMPREPLY[*]}"
        }
        """;

    // Outside an editor there is nothing that words could be added to.
    private const string Zsh = """
        compdef() { [[ $1 = _mas && $2 = mas ]] || exit 1 }
        compadd() { [[ $# -gt 1 ]] && print -r -- "${@[2,-1]}" }
        _files() { print }
        source <(mas completion zsh)
        complete_line() { words=("${(@s: :)1}"); CURRENT=$#words; _mas }
        """;

    private const string Fish = """
        mas completion fish | source
        function complete_line; string join " " -- (complete -C "$argv[1]" | string replace -r '\t.*' '' | string match -v '*/*'); end
        """;

    private const string PowerShell = """
        mas completion powershell | Out-String | Invoke-Expression
        function complete_line($line) { (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText -join ' ' }
        """;

    private readonly Workplace _here = new();

    [Theory]
    [InlineData("bash", Bash)]
    [InlineData("zsh", Zsh)]
    [InlineData("fish", Fish)]
    [InlineData("pwsh", PowerShell)]
    public void A_shell_completes_commands_options_and_their_words(string shell, string begin)
    {
        (string Line, string Completed)[] tried =
        [
            ("mas ver", "verify"), ("mas re", "report"), ("mas cache p", "prune"), ("mas run --d", "--device --dry-run"),
            ("mas run x.yaml seed=1 --device c", "cpu cuda:0"), ("mas completion f", "fish"), ("mas run --dry-run --j", "--json"),
        ];
        string[] found = Lines(shell, begin + "\n" + string.Concat(tried.Select(one => $"complete_line '{one.Line}'\n")));
        Assert.Equal(tried.Select(one => one.Completed), found);
    }

    [Fact]
    public void After_a_blank_the_commands_are_completed_and_where_files_belong_nothing_of_ours_is()
    {
        string[] found = Lines("bash", Bash + "\ncomplete_line 'mas '\ncomplete_line 'mas run '\n");
        Assert.StartsWith("cache check completion doctor init inspect", found[0], StringComparison.Ordinal);
        Assert.Equal("", found[1]);
    }

    // The lines that a shell prints, with this tool as mas.
    private string[] Lines(string shell, string script)
    {
        string program = _here.Path("mas"), file = _here.Path(shell == "pwsh" ? "script.ps1" : "script");
        File.WriteAllText(program, $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Mas.Cli.dll")}' \"$@\"\n");
        File.WriteAllText(file, script);
        Assert.SkipUnless(!OperatingSystem.IsWindows() && Path.Exists($"/usr/bin/{shell}"), $"there is no {shell} here");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var start = new ProcessStartInfo($"/usr/bin/{shell}", [.. shell == "zsh" ? (string[])["-f"] : [], file])
        { WorkingDirectory = _here.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{_here.Root}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = _here.Root;
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal("", error.Result);
        return output[..^1].Split('\n');
    }

    public void Dispose() => _here.Dispose();
}
