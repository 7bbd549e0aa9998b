using Mas.Cli.Commands;
using Mas.Cli.Terminal;

namespace Mas.Cli;

/// <summary>The tool in this process: reads a command line and does it.</summary>
internal static class CommandLine
{
    /// <returns>The exit code.</returns>
    /// <remarks>An exception that comes out is a fault of ours.</remarks>
    public static int Run(string[] args)
    {
        ParseResult parsed = Parse(args);
        return Guarded.Run(json: false, () =>
        {
            // A wrong command line is wrong input; help and version are not.
            IReadOnlyList<string> errors = CommandLineErrors.Of(parsed, args);
            return errors.Count > 0 ? CommandLineErrors.Print(parsed, errors)
                : parsed.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        });
    }

    /// <summary>Reads a command line. A word such as <c>@file</c> is a name like any other: what a file holds is no command line.</summary>
    public static ParseResult Parse(string[] args) =>
        Root().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });

    /// <summary>Every command.</summary>
    public static RootCommand Root()
    {
        var root = new RootCommand("mas answers one question: do these neural networks do the same thing in the same way?")
        {
            RunCommand.Create(),
            InitCommand.Create(),
            CheckCommand.Create(),
            SimilarityCommand.Create(),
            PlanCommand.Create(),
            SweepCommand.Create(),
            ReportCommand.Create(),
            VerifyCommand.Create(),
            LatentsCommand.Create(),
            InspectCommand.Create(),
            CacheCommand.Create(),
            DoctorCommand.Create(),
            CompletionCommand.Create(),
            SchemaCommand.Create(),
        };
        // The assembly is Mas.Cli, because one named mas would clash with Mas where file names ignore case.
        root.HelpName = "mas";
        Window.LimitHelp(root);
        return root;
    }
}
