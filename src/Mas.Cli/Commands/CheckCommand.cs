using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas check</c>: is a network's export right, and which site of it should be asked, before anything is aligned.</summary>
internal static class CheckCommand
{
    private const string SchemeKey = "alignment.scheme=";

    private static readonly Argument<string> s_what =
        new("NETWORK|EXPERIMENT") { Description = "The folder of one network, or an experiment file for all of its networks" };

    private static readonly Argument<string[]> s_overrides = SharedOptions.OverridesSuchAs("alignment.scheme=stepwise");
    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print the values as one JSON object on standard output");

    public static Command Create()
    {
        var command = new Command(
            "check", "Check a network's export and say which site to take")
        {
            s_what, s_overrides, SharedOptions.Task, SharedOptions.Config, SharedOptions.Seed, SharedOptions.Threads, SharedOptions.Device,
            SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Small, s_json, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed, parsed.GetValue(s_what)!)));
        return command;
    }

    private static int Run(ParseResult parsed, string what)
    {
        RunOptions options = SharedOptions.Of(parsed);
        Console.Out.WriteLine(IsExperiment(what) ? OfExperiment(parsed, what, options) : OfNetwork(parsed, what, options));
        return ExitCodes.Done;
    }

    private static bool IsExperiment(string what) =>
        !Directory.Exists(what) && Path.GetExtension(what).ToLowerInvariant() is ".yaml" or ".yml" or ".json";

    private static string OfExperiment(ParseResult parsed, string file, RunOptions options)
    {
        if (parsed.GetValue(SharedOptions.Task) is not null)
            throw new InputException("--task is for a network's folder; an experiment file says which task it is", file);
        Experiment experiment =
            ExperimentRunner.Read(file, SharedOptions.Overrides(parsed, s_overrides), parsed.GetValue(SharedOptions.Small));
        IReadOnlyList<CheckedNetwork> networks =
            Shown(parsed, options, shown => SiteCheck.Run(experiment, shown, CancellationToken.None));
        return parsed.GetValue(s_json) ? CheckText.Json(experiment, networks) : CheckText.Table(experiment, networks);
    }

    private static string OfNetwork(ParseResult parsed, string folder, RunOptions options)
    {
        Experiment asked = NetworkByItself.Of(
            folder, parsed.GetValue(SharedOptions.Config), parsed.GetValue(SharedOptions.Task), IsStepwise(parsed)) with
        {
            Seed = parsed.GetValue(SharedOptions.Seed) ?? 1,
        };
        NetworkCheckup found = Shown(parsed, options, shown => NetworkCheckup.Run(asked, shown, CancellationToken.None));
        return parsed.GetValue(s_json) ? CheckupText.Json(asked, found) : CheckupText.Text(asked, found);
    }

    private static T Shown<T>(ParseResult parsed, RunOptions options, Func<RunOptions, T> run)
    {
        using ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet));
        return run(options with { Progress = display.Report, Say = display.Say });
    }

    // Of a network alone there is nothing else to set.
    private static bool IsStepwise(ParseResult parsed)
    {
        string stepwise = SchemeKey + Scheme.Stepwise.Word();
        string[] words = parsed.GetValue(s_overrides) ?? [];
        return Array.Find(words, word => word != stepwise && word != SchemeKey + Scheme.Single.Word()) is string other
            ? throw new InputException($"'{other}' cannot be set for a network by itself; {stepwise} can, and --task names its task")
            : words.Contains(stepwise);
    }
}
