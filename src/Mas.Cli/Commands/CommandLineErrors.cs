using System.CommandLine.Parsing;
using System.Numerics;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    /// <summary>One sentence for each thing.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.Directive))
            return []; // a shell asks about a command line that is not whole yet
        if (Mistyped(parsed) is { } mistyped)
            return [mistyped];
        IEnumerable<string> errors = parsed.Errors.Select(error => error.Message);
        bool hasEmpty = parsed.Tokens.Any(token => token.Value.Length == 0);
        if (hasEmpty)
            errors = errors.Append("an argument is empty; was a variable of the shell not set?");
        return [.. MessageLimits.Of([.. errors.Select(error => new InputError(error))]).Select(error => error.Message)];
    }

    public static int Print(ParseResult parsed)
    {
        IReadOnlyList<string> errors = Of(parsed);
        foreach (string error in errors)
            Console.Error.WriteLine($"mas: {Printable.Of(error)}");
        if (Mistyped(parsed) is null)
            Console.Error.WriteLine($"See '{Name(parsed.CommandResult)} --help'.");
        if (parsed.Tokens.Any(token => token.Value == "--json"))
            Guarded.Print(new InputError(errors[0]));
        return ExitCodes.WrongInput;
    }

    // Of several errors it is the cause: a mistyped option is taken for an argument, and what follows it for another.
    private static string? Mistyped(ParseResult parsed)
    {
        CommandResult result = parsed.CommandResult;
        string name = Name(result), help = $"'{name} --help' lists them";
        if (result.Command.Subcommands.Count > 0)
            return parsed.UnmatchedTokens.Count == 0 ? null : $"there is no command '{name} {parsed.UnmatchedTokens[0]}'"
                + NearestWord.Advice(parsed.UnmatchedTokens[0], result.Command.Subcommands.Select(command => command.Name), help);
        if (parsed.Tokens.Any(token => token.Type == TokenType.DoubleDash))
            return null; // what follows is meant as it is written
        string? option = result.Tokens.Select(token => token.Value).Concat(parsed.UnmatchedTokens)
            .FirstOrDefault(word => word.Length > 1 && word.StartsWith('-'))?.Split('=')[0];
        return option is null ? null
            : $"{option} is no option of {name}{NearestWord.Advice(option, result.Command.Options.Select(one => one.Name), help)}";
    }

    // Such as "mas cache list".
    private static string Name(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Name(parent)} {result.Command.Name}" : "mas";

    /// <summary>Reads a whole number, with our words where it is none.</summary>
    public static T? Whole<T>(ArgumentResult result)
        where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        string word = result.Tokens[0].Value;
        (long least, long most) = (long.CreateSaturating(T.MinValue), long.CreateSaturating(T.MaxValue));
        if (WholeNumber.Parse(word) is long whole && whole >= least && whole <= most)
            return T.CreateChecked(whole);
        string name = ((OptionResult)result.Parent!).Option.Name;
        result.AddError(Invariant($"{name} {word} is not possible; give a whole number from {least} to {most}"));
        return null;
    }
}
