using System.CommandLine.Parsing;
using System.Numerics;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    /// <summary>One sentence for each thing.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
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
        Console.Error.WriteLine($"See 'mas {Name(parsed.CommandResult)}--help'.");
        if (parsed.Tokens.Any(token => token.Value == "--json"))
            Guarded.Print(new InputError(errors[0]));
        return ExitCodes.WrongInput;
    }

    // Such as "cache list ".
    private static string Name(CommandResult result) =>
        result.Command is RootCommand ? "" : $"{(result.Parent is CommandResult parent ? Name(parent) : "")}{result.Command.Name} ";

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
