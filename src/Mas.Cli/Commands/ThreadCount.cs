namespace Mas.Cli.Commands;

/// <summary>The option <c>--threads</c>.</summary>
internal static class ThreadCount
{
    private const int Most = 1024;

    /// <summary>One for each command that has it.</summary>
    public static Option<int?> Option() =>
        new("--threads") { Description = "Threads at most (default: all cores); changes no result", CustomParser = CommandLineErrors.Whole<int> };

    /// <summary>The number that is wanted, or all cores.</summary>
    /// <exception cref="InputException">It is out of range.</exception>
    public static int Of(int? wanted) => wanted switch
    {
        null => Environment.ProcessorCount,
        < 1 or > Most => throw new InputException($"--threads {wanted} is not possible; give a number from 1 to {Most}"),
        int threads => threads,
    };
}
