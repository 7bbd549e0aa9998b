using Mas.Caches;
using Mas.NetworkTraining;

namespace Mas.Cli.Commands;

/// <summary><c>mas cache</c>: what is kept on disk for later runs, trained networks and latents of language models, and how to make it
/// smaller. Needs no libtorch.</summary>
internal static class CacheCommand
{
    private const int MostDays = 100_000;

    private static readonly Option<string?> s_to =
        SharedOptions.Place("--to", $"Size that may stay, such as 20GB (default: {CachePruning.Variable})", "SIZE");

    private static readonly Option<int?> s_older = WholeOption.Create(
        "--older-than", "Remove what was not used for so many days", 0, MostDays);

    public static Command Create() => new("cache", "Show or shrink what is kept for later runs")
    {
        List(), Prune(),
    };

    private static Command List()
    {
        var command = new Command("list", "Show what is there, how large it is and when it was used last")
        {
            SharedOptions.Cache, SharedOptions.Json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () =>
        {
            CacheContent content = CacheContent.Read(Folder(parsed));
            Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? CacheText.Json(content) : CacheText.Of(content));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static Command Prune()
    {
        var command = new Command("prune", "Remove what was not used for the longest time, never what is in use")
        {
            s_to, s_older, SharedOptions.Cache, SharedOptions.Json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(SharedOptions.Json), () =>
        {
            Pruned pruned = Wanted(parsed).Apply(Folder(parsed));
            Console.Out.WriteLine(parsed.GetValue(SharedOptions.Json) ? CacheText.Json(pruned) : CacheText.Of(pruned));
            return ExitCodes.Done;
        }));
        return command;
    }

    private static CachePruning Wanted(ParseResult parsed)
    {
        DateTime? since = parsed.GetValue(s_older) is int age ? DateTime.UtcNow.AddDays(-age) : null;
        if (parsed.GetValue(s_to) is string size)
            return new CachePruning(ByteSize.Parse(size)
                ?? throw new InputException($"--to '{MessageLimits.Cut(size, 40)}' is no size; give one such as 20GB or 500MB"), since);
        long? limit = CachePruning.Limit();
        return limit is not null || since is not null ? new CachePruning(limit, since)
            : throw new InputException($"say what may stay: --to SIZE, --older-than DAYS, or set {CachePruning.Variable}");
    }

    private static string Folder(ParseResult parsed) => NetworkCacheFolder.Choose(parsed.GetValue(SharedOptions.Cache));
}
