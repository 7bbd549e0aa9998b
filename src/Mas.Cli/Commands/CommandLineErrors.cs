using System.CommandLine;

namespace Mas.Cli.Commands;

/// <summary>Says what is wrong with a command line.</summary>
internal static class CommandLineErrors
{
    public static int Print(ParseResult parsed)
    {
        foreach (System.CommandLine.Parsing.ParseError error in parsed.Errors)
            Console.Error.WriteLine(error.Message);
        Console.Error.WriteLine($"See 'mas {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help'.");
        return ExitCodes.WrongInput;
    }
}
