using Mas.Experiments.Schema;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas schema</c>: the JSON schema of an experiment file, for editors.</summary>
internal static class SchemaCommand
{
    public static Command Create()
    {
        var command = new Command("schema", "Print the JSON schema of an experiment file, for editors");
        command.SetAction(_ => Guarded.Run(json: false, () =>
        {
            Console.Out.Write(ExperimentSchema.Text([.. KnownAnalyses.All.Select(analysis => analysis.Word)]));
            return ExitCodes.Done;
        }));
        return command;
    }
}
