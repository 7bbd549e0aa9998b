using System.CommandLine;
using Mas.Results;
using Mas.Results.Reports;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    public static int Print(ParseResult parsed)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            Console.Error.WriteLine($"mas: {error.Message}");
        Console.Error.WriteLine($"See 'mas {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
        if (parsed.Tokens.Any(token => token.Value == "--json"))
            Console.Out.WriteLine(ResultJson.Error(new InputError(parsed.Errors[0].Message)));
        return ExitCodes.WrongInput;
    }
}
