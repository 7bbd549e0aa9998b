namespace Mas.Cli.Commands;

/// <summary><c>mas completion</c>: a script for a shell, which then completes commands and options. The script asks the program itself,
/// by the directive <c>[suggest]</c> of System.CommandLine; files are completed by the shell.</summary>
internal static class CompletionCommand
{
    private static readonly Argument<string> s_shell = new("SHELL") { Description = "bash, zsh, fish or powershell" };

    // Each gives the words so far with a blank before them, because an empty word is refused. A word that begins with a dash may become
    // an option, any other one a command or a file.
    private static readonly Dictionary<string, string> s_scripts = new()
    {
        ["bash"] = """
            # In ~/.bashrc: source <(mas completion bash)
            _mas() {
              local word=${COMP_WORDS[COMP_CWORD]} line=" ${COMP_WORDS[*]:1:COMP_CWORD}" kind='^[^-/]' found
              [[ $word != -* ]] || kind='^-'
              found=$("${COMP_WORDS[0]/#\~/$HOME}" "[suggest:${#line}]" "$line" 2> /dev/null | grep -e "$kind")
              COMPREPLY=($(compgen -W "$found" -- "$word"))
            }
            complete -o default -F _mas mas
            """,
        ["zsh"] = """
            # In ~/.zshrc, after compinit: source <(mas completion zsh)
            _mas() {
              local line=" ${(j: :)words[2,CURRENT]}" program=${~words[1]} kind='[^-/]*'
              [[ $words[CURRENT] != -* ]] || kind='-*'
              local -a found=(${(f)"$($program "[suggest:${#line}]" "$line" 2> /dev/null)"})
              compadd -- ${(M)found:#${~kind}} || _files
            }
            compdef _mas mas
            """,
        ["fish"] = """
            # In ~/.config/fish/config.fish: mas completion fish | source
            function __mas_found
                set -l words (commandline -opc)
                set -l word (commandline -ct)
                set -l line " "(string join " " -- $words[2..-1] "$word")
                set -l kind '^[^-/]'
                string match -q -- '-*' "$word"; and set kind '^-'
                $words[1] "[suggest:"(string length -- "$line")"]" "$line" 2> /dev/null | string match -r -- "$kind.*"
            end
            complete -c mas -n 'test (count (commandline -opc)) -eq 1' -f -a '(__mas_found)'
            complete -c mas -n 'test (count (commandline -opc)) -gt 1' -a '(__mas_found)'
            """,
        ["powershell"] = """
            # In $PROFILE: mas completion powershell | Out-String | Invoke-Expression
            Register-ArgumentCompleter -Native -CommandName mas, mas.cmd -ScriptBlock {
              param($word, $ast, $position)
              $program = $ast.CommandElements[0].Extent.Text
              $line = ' ' + $ast.ToString().PadRight($position).Substring($program.Length).TrimStart()
              $kind = if ($word -like '-*') { '^-' } else { '^[^-/]' }
              & $program "[suggest:$($line.Length)]" $line 2> $null | Where-Object { $_ -match $kind -and $_ -like "$word*" }
            }
            """,
    };

    public static Command Create()
    {
        s_shell.CompletionSources.Add([.. s_scripts.Keys]);
        var command = new Command("completion", "Print a script with which a shell completes words") { s_shell };
        command.SetAction(parsed => Guarded.Run(json: false, () => Run(parsed.GetValue(s_shell)!)));
        return command;
    }

    private static int Run(string shell)
    {
        Console.Out.WriteLine(s_scripts.GetValueOrDefault(shell)
            ?? throw new InputException($"there is no script for the shell '{shell}'{NearestWord.Advice(shell, s_scripts.Keys)}"));
        return ExitCodes.Done;
    }
}
