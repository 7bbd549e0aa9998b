using Mas.Benchmarks.Fuzzing;

namespace Mas.Benchmarks;

/// <summary><c>fuzz</c>: every reader and every command on changed files, in this process, for a time. No measurement, but a test that
/// runs for as long as one likes.</summary>
internal static class FuzzCommand
{
    private const int MostShown = 600;

    private static readonly Option<int> s_seconds = CommandParts.Option("--seconds", "How long", 60);
    private static readonly Option<ulong> s_seed = CommandParts.Option("--seed", "Seed of all changes", 1UL);
    private static readonly Option<string> s_output =
        CommandParts.Option("--output", "Folder for files that made something fail", "fuzz-failures");
    private static readonly Option<string?> s_target = new("--target") { Description = "Only what has this name", HelpName = "NAME" };
    private static readonly Option<long?> s_execution =
        new("--execution") { Description = "Only the execution of this number, of the --target", HelpName = "NUMBER" };

    public static Command Create()
    {
        var command = new Command("fuzz", "Every reader and every command on changed files; exit code 1 where one does not end as it must")
        { s_seconds, s_seed, s_output, s_target, s_execution };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string output = Path.GetFullPath(parsed.GetValue(s_output)!);
        string? name = parsed.GetValue(s_target);
        FuzzTarget[] targets = [.. FuzzTargets.All.Where(target => name is null || target.Name == name)];
        if (targets.Length == 0)
        {
            Console.Error.WriteLine($"there is no target '{name}'; there are {string.Join(", ", FuzzTargets.All.Select(one => one.Name))}");
            return 2;
        }
        var run = new FuzzRun(parsed.GetValue(s_seed), output);
        long? only = parsed.GetValue(s_execution);
        run.Run(targets, TimeSpan.FromSeconds(parsed.GetValue(s_seconds)), only is null ? long.MaxValue : 1, only ?? 0);
        Console.WriteLine($"seed {parsed.GetValue(s_seed)}, {parsed.GetValue(s_seconds)} s");
        foreach ((string target, (long executions, TimeSpan time)) in run.Done)
            Console.WriteLine(Invariant($"{target,-32} {executions,9} executions {time.TotalSeconds,7:f1} s"));
        foreach ((FuzzFailure failure, int count) in run.Failures)
            Console.WriteLine(Text(failure, count, output));
        Console.WriteLine(Invariant($"{run.Done.Values.Sum(one => one.Executions)} executions, {run.Failures.Count} causes of failure"));
        return run.Failures.Count == 0 ? 0 : 1;
    }

    private static string Text(FuzzFailure failure, int count, string output)
    {
        string said = Printable.Of(failure.Said, "\n");
        return Invariant($"\nFAILED {failure.Target}, {count} times, first in --seed {failure.Seed} --target '{failure.Target}' ")
            + Invariant($"--execution {failure.Number}\n  {failure.File} was {failure.Save(output)}\n")
            + $"  {said[..Math.Min(said.Length, MostShown)]}";
    }
}
