namespace Mas.Comparison.Costs;

/// <summary>How much memory a run takes at its peak, from shapes alone.</summary>
internal sealed record MemoryEstimate(IReadOnlyList<MemoryStage> Stages)
{
    /// <summary>A process that has loaded libtorch and done nothing with it, measured as <c>mas doctor</c>.</summary>
    public const double EmptyProcess = 160e6;

    // Code that is compiled or first touched by a run of the smallest networks, and the garbage that is let lie; measured.
    private const double Program = 90e6;

    /// <summary>The stage with the peak.</summary>
    public MemoryStage Peak => Stages.MaxBy(stage => stage.Bytes)!;

    /// <summary>At the peak, beyond an empty process.</summary>
    public double Bytes => Program + Peak.Bytes;

    /// <summary>At the peak, of the whole process.</summary>
    public double Process => EmptyProcess + Bytes;

    /// <summary>One line.</summary>
    public string Text
    {
        get
        {
            const int named = 3;
            IEnumerable<string> parts = Peak.Parts.OrderByDescending(part => part.Bytes).Take(named)
                .Select(part => $"{part.Name} {Size(part.Bytes)}");
            return $"memory about {Size(Process)} at its peak, {Peak.Name}: {string.Join(", ", parts)}, "
                + $"the program {Size(EmptyProcess + Program)}";
        }
    }

    /// <summary>That so many bytes are not enough, as one sentence; null where they are.</summary>
    public InputError? TooMuchFor(double available) => Bytes <= available ? null : new InputError(
        $"about {Size(Bytes)} of memory are needed and {Size(available)} are free; most of it, {Size(Peak.Largest.Bytes)}, is for "
        + $"{Peak.Largest.Name}: {Peak.Largest.Advice}", Key: Peak.Largest.Key);

    /// <summary>Bytes in a unit of their size.</summary>
    public static string Size(double bytes)
    {
        const double gigabyte = 1e9, megabyte = 1e6;
        return bytes < gigabyte ? Invariant($"{bytes / megabyte:f0} MB") : Invariant($"{bytes / gigabyte:f1} GB");
    }
}
