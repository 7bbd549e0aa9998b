using System.Collections.Concurrent;
using Mas.Benchmarks.Truths;
using Mas.Results.Statistics;

namespace Mas.Benchmarks;

/// <summary><c>truths</c>: networks of which the right verdict is known, over many repetitions with other seeds: how often the verdict is
/// right. What has been run is kept, so that a driver that is killed goes on.</summary>
internal static class TruthsCommand
{
    private static readonly Option<int> s_repetitions = CommandParts.Option("--repetitions", "Repetitions of each truth", 60);
    private static readonly Option<string> s_output =
        CommandParts.Option("--output", "Folder of the repetitions; what is there is not run again", "docs/known-truths");
    private static readonly Option<string> s_cache = CommandParts.Option("--cache", "Folder of trained networks", "runs/truths-cache");
    private static readonly Option<int> s_threads = CommandParts.Threads("Runs side by side, each on one thread");
    private static readonly Option<string?> s_only = new("--only") { Description = "Truths whose name has this in it", HelpName = "TEXT" };
    private static readonly Option<string?> s_tool = CommandParts.Tool();

    public static Command Create() => new Command("truths", "How often the verdict is right where the truth is known")
    { s_repetitions, s_output, s_cache, s_only, s_threads, s_tool }.Does(parsed =>
    {
        MachineLines.Print();
        var folder = new TruthFolder(Path.GetFullPath(parsed.GetValue(s_output)!), Path.GetFullPath(parsed.GetValue(s_cache)!),
            Programs.Tool(parsed.GetValue(s_tool)), threads: 1);
        string only = parsed.GetValue(s_only) ?? "";
        KnownTruth[] truths = [.. KnownTruths.All.Where(truth => truth.Name.Contains(only, StringComparison.Ordinal))];
        Run(truths, folder, parsed.GetValue(s_repetitions), parsed.GetValue(s_threads));
        Print(truths, folder, parsed.GetValue(s_repetitions));
    });

    // All truths once before any a second time: the table is of use long before it is full.
    private static void Run(IReadOnlyList<KnownTruth> truths, TruthFolder folder, int repetitions, int workers)
    {
        (KnownTruth Truth, int Repetition)[] missing = [.. from repetition in Enumerable.Range(0, repetitions)
            from truth in truths where folder.Read(truth, repetition) is null select (truth, repetition)];
        var one = Partitioner.Create(missing, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(one, new ParallelOptions { MaxDegreeOfParallelism = workers }, next =>
        {
            (KnownTruth truth, int repetition) = next;
            FoundVerdict found = folder.Run(truth, repetition);
            Console.Error.WriteLine($"{truth.Name}, repetition {repetition + 1} of {repetitions}: {found.Word}, {found.Scope} "
                + $"({found.Seconds:f0} s){(truth.Wanted.IsMetBy(found) ? "" : $"; wanted: {truth.Wanted}; {found.Why}")}");
        });
    }

    private static void Print(IReadOnlyList<KnownTruth> truths, TruthFolder folder, int repetitions)
    {
        Console.WriteLine();
        Console.WriteLine("| truth | wanted | right | 95 % interval | other words |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (KnownTruth truth in truths)
        {
            FoundVerdict[] found =
                [.. Enumerable.Range(0, repetitions).Select(repetition => folder.Read(truth, repetition)).OfType<FoundVerdict>()];
            int right = found.Count(truth.Wanted.IsMetBy);
            IEnumerable<string> others = found.Where(one => !truth.Wanted.IsMetBy(one))
                .GroupBy(one => $"{one.Word} {one.Scope}".Trim()).OrderByDescending(group => group.Count())
                .Select(group => $"{group.Key} {group.Count()}");
            Interval interval = JeffreysInterval.Of(right, found.Length, 0.05);
            Console.WriteLine($"| {truth.Says} | {truth.Wanted} | {right} of {found.Length} | {100 * interval.Low:f0} to "
                + $"{100 * interval.High:f0} % | {string.Join(", ", others)} |");
        }
    }
}
