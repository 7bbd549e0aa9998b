using Mas.Cli.Terminal;
using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks;
using Mas.Results.Store;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas latents</c>: latents and test interventions of a finished run as files for other programs.</summary>
internal static class LatentsCommand
{
    private const int UsualSequences = 1000, MostSequences = 100_000;

    private static readonly Argument<string> s_what =
        new("RUN|NETWORK") { Description = "The folder of a finished run, or a network's folder for its latents alone" };

    private static readonly Option<string?> s_output =
        SharedOptions.Place("--output", "Folder to write, new or empty (default: the name with -latents)", "FOLDER");

    private static readonly Option<string?> s_site = new("--site")
    {
        Description = "Site of the network (default: its last one)",
        HelpName = "SITE",
    };

    private static readonly Option<int?> s_sequences = WholeOption.Create(
        "--sequences", "Sequences of the network (default 1000)", 1, MostSequences);

    public static Command Create()
    {
        var command = new Command("latents", "Write latents and test interventions of a run as files")
        {
            s_what, s_output, SharedOptions.Task, s_site, s_sequences, SharedOptions.Config, SharedOptions.Seed, SharedOptions.Threads,
            SharedOptions.Device, SharedOptions.Cache, SharedOptions.AllowCode, SharedOptions.Quiet,
        };
        command.SetAction(parsed => Guarded.Run(false, () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        RunOptions options = SharedOptions.Of(parsed);
        string what = Path.TrimEndingDirectorySeparator(parsed.GetValue(s_what)!);
        string output = parsed.GetValue(s_output) ?? what + "-latents";
        if (!Path.Exists(what))
            throw new InputException("there is no such folder; wanted is a run folder, or the folder of a network", what);
        ExportFolder.RequireFree(output);
        using (ProgressDisplay display = ProgressDisplay.Start(parsed.GetValue(SharedOptions.Quiet)))
        {
            RunOptions shown = options with { Progress = display.Report, Say = display.Say };
            if (File.Exists(Path.Combine(what, RunFolder.RunFile)))
                SaveRun(what, output, shown);
            else
                OfNetwork(parsed, what, shown).Save(output);
        }
        Console.Out.WriteLine(output);
        return ExitCodes.Done;
    }

    private static void SaveRun(string folder, string output, RunOptions options)
    {
        using StoredRun run = StoredRun.Open(folder);
        if (run.Experiment.Texts is null)
            LatentExport.Of(run, options, CancellationToken.None).Save(output);
        else
            TextExport.Save(run, output, options, CancellationToken.None);
    }

    private static LatentExport OfNetwork(ParseResult parsed, string network, RunOptions options)
    {
        Experiment asked = NetworkByItself.Of(
            network, parsed.GetValue(SharedOptions.Config), parsed.GetValue(SharedOptions.Task), stepwise: false);
        NetworkOptions one = asked.Networks[0];
        asked = asked with
        {
            Seed = parsed.GetValue(SharedOptions.Seed) ?? 1,
            Networks = [one with { Site = parsed.GetValue(s_site) ?? LastOf(one.Source) }],
        };
        return LatentExport.Of(asked, parsed.GetValue(s_sequences) ?? UsualSequences, options, CancellationToken.None);
    }

    private static string LastOf(NetworkSource source) => source.KnownSites is { Count: > 0 } sites ? sites[^1].Name
        : throw new InputException("the sites of this network are not known before it is opened; name one with --site");
}
