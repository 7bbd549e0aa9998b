namespace Mas.Comparison.Costs;

/// <summary>How much memory a run takes at its peak, from shapes alone.</summary>
internal sealed record MemoryEstimate(IReadOnlyList<MemoryStage> Stages)
{
    /// <summary>A process that has loaded libtorch and done nothing with it, measured as <c>mas doctor</c>.</summary>
    public const double EmptyProcess = 160e6;

    // Code that is compiled or first touched by a run of the smallest networks, and the garbage that is let lie; measured.
    private const double Program = 120e6;

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
                .Select(part => Invariant($"{part.Name} {Gigabytes(part.Bytes)}"));
            return Invariant($"memory about {Gigabytes(Process)} GB at its peak, {Peak.Name}: {string.Join(", ", parts)}, ")
                + Invariant($"the program {Gigabytes(EmptyProcess + Program)}");
        }
    }

    /// <summary>That so many bytes are not enough, as one sentence; null where they are.</summary>
    public InputError? TooMuchFor(double available) => Bytes <= available ? null : new InputError(
        Invariant($"the run takes about {Gigabytes(Bytes)} GB of memory and {Gigabytes(available)} GB are free; most of it, ")
        + Invariant($"{Gigabytes(Peak.Largest.Bytes)} GB, is for {Peak.Largest.Name}: {Peak.Largest.Advice}"), Key: Peak.Largest.Key);

    private static string Gigabytes(double bytes) => bytes >= 99.5e6 || bytes < 1 ? $"{Math.Round(bytes / 1e9, 1):f1}"
        : Invariant($"{bytes / 1e9:f2}");
}
