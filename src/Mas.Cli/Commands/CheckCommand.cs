using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas check</c>: which site of each network should be asked, before anything is aligned.</summary>
internal static class CheckCommand
{
    private static readonly Argument<string[]> s_overrides = SharedOptions.OverridesSuchAs("alignment.scheme=stepwise");
    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print the values as one JSON object on standard output");

    public static Command Create()
    {
        var command = new Command(
            "check", "Which site to take: exchange the whole latent within each network, at every site that it has")
        {
            SharedOptions.Experiment, s_overrides, SharedOptions.Seed, SharedOptions.Threads, SharedOptions.Device, SharedOptions.Cache,
            SharedOptions.AllowCode, SharedOptions.Small, s_json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RunOptions options = SharedOptions.Of(parsed);
        string[] overrides = SharedOptions.Overrides(parsed, s_overrides);
        Experiment experiment =
            ExperimentRunner.Read(parsed.GetValue(SharedOptions.Experiment)!, overrides, parsed.GetValue(SharedOptions.Small));
        IReadOnlyList<CheckedNetwork> networks;
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
            networks = SiteCheck.Run(experiment, options with { Progress = display.Report, Say = display.Say }, CancellationToken.None);
        Console.Out.WriteLine(parsed.GetValue(s_json) ? CheckText.Json(experiment, networks) : CheckText.Table(experiment, networks));
        return ExitCodes.Done;
    }
}
