using Mas.Cli.Commands;

var root = new RootCommand("mas answers one question: do these neural networks do the same thing in the same way?")
{
    RunCommand.Create(),
    SimilarityCommand.Create(),
    ReportCommand.Create(),
    VerifyCommand.Create(),
    InspectCommand.Create(),
    DoctorCommand.Create(),
};
// The assembly is Mas.Cli, because one named mas would clash with Mas where file names ignore case.
root.HelpName = "mas";
ParseResult parsed = root.Parse(args);
// A wrong command line is wrong input; help and version are not.
return CommandLineErrors.Of(parsed).Count > 0 ? CommandLineErrors.Print(parsed) : parsed.Invoke();
