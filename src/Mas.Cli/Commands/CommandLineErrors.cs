using Mas.Results.Json;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    /// <summary>One sentence for each thing.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed) =>
        [.. parsed.Errors.Select(error => error.Message), .. parsed.Tokens.Any(token => token.Value.Length == 0) ? (string[])["an argument is empty; was a variable of the shell not set?"] : []];

    public static int Print(ParseResult parsed)
    {
        IReadOnlyList<string> errors = Of(parsed);
        foreach (string error in errors)
            Console.Error.WriteLine($"mas: {error}");
        Console.Error.WriteLine($"See 'mas {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
        if (parsed.Tokens.Any(token => token.Value == "--json"))
            Console.Out.WriteLine(ResultJson.Error(new InputError(errors[0])));
        return ExitCodes.WrongInput;
    }

    /// <summary>Reads a whole number, with our words where it is none.</summary>
    public static T? Whole<T>(System.CommandLine.Parsing.ArgumentResult result)
        where T : struct, System.Numerics.IBinaryInteger<T>
    {
        string word = result.Tokens[0].Value;
        if (T.TryParse(word, System.Globalization.CultureInfo.InvariantCulture, out T value))
            return value;
        result.AddError($"{((System.CommandLine.Parsing.OptionResult)result.Parent!).Option.Name} {word} is not possible; give a whole number");
        return null;
    }
}
