using System.CommandLine.Parsing;

namespace Mas.Cli.Commands;

/// <summary>A mistyped command or option. Of several errors it is the cause: a mistyped option is taken for an argument, and what follows
/// it for another.</summary>
internal static class MistypedWord
{
    /// <summary>One sentence; null where there is none.</summary>
    public static string? Of(ParseResult parsed)
    {
        CommandResult result = parsed.CommandResult;
        string name = Name(result), help = $"'{name} --help' lists them";
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return null; // what follows is meant as it is written
        string? option = result.Tokens.Select(token => token.Value).Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(word => word.Length > 1 && word.StartsWith('-'))?.Split('=')[0];
        if (option is not null
            && (result.Command.Subcommands.Count == 0 || parsed.UnmatchedTokens[0].StartsWith(option, StringComparison.Ordinal)))
            return $"{option} is no option of {name}{NearestWord.Advice(option, result.Command.Options.Select(one => one.Name), help)}";
        return result.Command.Subcommands.Count == 0 || parsed.UnmatchedTokens.Count == 0 ? null
            : $"there is no command '{name} {parsed.UnmatchedTokens[0]}'"
                + NearestWord.Advice(parsed.UnmatchedTokens[0], result.Command.Subcommands.Select(command => command.Name), help);
    }

    /// <summary>What a command is called with, such as <c>mas cache list</c>.</summary>
    public static string Name(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Name(parent)} {result.Command.Name}" : "mas";
}
