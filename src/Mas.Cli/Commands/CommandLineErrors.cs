using System.CommandLine.Parsing;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line, in our words: those of System.CommandLine are told by their place alone.</summary>
internal static class CommandLineErrors
{
    /// <summary>One sentence for each thing.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed, IEnumerable<string> args)
    {
        if (parsed.Tokens.Any(token => token.Type == TokenType.Directive))
            return []; // a shell asks about a command line that is not whole yet
        if (MistypedWord.Of(parsed) is { } mistyped)
            return [mistyped];
        if (ValueOfFlag(parsed, args) is { } value)
            return [value];
        IEnumerable<string> errors = parsed.Errors.Select(error => Sentence(error, parsed)).Distinct();
        if (parsed.Tokens.Any(token => token.Value.Length == 0))
            errors = errors.Append("an argument is empty; was a variable of the shell not set?");
        return [.. MessageLimits.Of([.. errors.Select(error => new InputError(error))]).Select(error => error.Message)];
    }

    public static int Print(ParseResult parsed, IReadOnlyList<string> errors)
    {
        foreach (string error in errors)
            Console.Error.WriteLine($"mas: {Printable.Of(error)}");
        if (parsed.Tokens.Any(token => token.Value == "--json"))
            Guarded.Print(new InputError(errors[0]));
        return ExitCodes.WrongInput;
    }

    // The value would be taken for the next argument.
    private static string? ValueOfFlag(ParseResult parsed, IEnumerable<string> args) => (
        from word in args.TakeWhile(word => word != "--")
        let parts = word.Split('=', 2)
        where parts.Length == 2 && parsed.CommandResult.Command.Options.Any(
            option => option.Name == parts[0] && option.Arity.MaximumNumberOfValues == 0)
        select $"{parts[0]} takes no value; leave '={parts[1]}' out").FirstOrDefault();

    // What our own readers of options say stays as it is: they are the last that look at a value.
    private static string Sentence(ParseError error, ParseResult parsed) => error.SymbolResult switch
    {
        OptionResult option => OfOption(option) ?? error.Message,
        ArgumentResult { Parent: OptionResult option } => OfOption(option) ?? error.Message,
        ArgumentResult argument => Missing(argument.Argument),
        _ => OfCommand(parsed),
    };

    private static string? OfOption(OptionResult result)
    {
        string name = result.Option.Name;
        return result.Option is VersionOption ? "--version is asked for alone; leave the rest out"
            : result.IdentifierTokenCount > 1 ? Invariant($"{name} is given {result.IdentifierTokenCount} times; give it once")
            : result.Tokens.Count == 0 ? $"{name} has no value; give one: {name} {result.Option.HelpName}"
            : null;
    }

    private static string OfCommand(ParseResult parsed)
    {
        CommandResult result = parsed.CommandResult;
        string name = MistypedWord.Name(result);
        if (result.Command.Subcommands.Count > 0)
            return $"a command is missing after {name}; '{name} --help' lists them";
        return parsed.UnmatchedTokens.Count > 0
            ? $"'{parsed.UnmatchedTokens[0]}' is one argument too many; '{name} --help' shows what it takes"
            : Missing(result.Command.Arguments.First(argument => result.GetResult(argument) is not { Tokens.Count: > 0 }));
    }

    private static string Missing(Argument argument)
    {
        string what = argument.Description!;
        return $"{argument.Name} is missing; wanted is {char.ToLowerInvariant(what[0])}{what[1..]}";
    }
}
