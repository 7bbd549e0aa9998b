namespace Mas.Comparison.Costs;

/// <summary>Something that holds memory for a while.</summary>
/// <param name="Name">What it is, such as <c>natural activity</c>.</param>
/// <param name="Key">Key of the experiment file that governs it.</param>
/// <param name="Advice">What to do for less, such as <c>lower alignment.batch</c>.</param>
internal sealed record MemoryPart(string Name, double Bytes, string Key, string Advice);

/// <summary>What a run holds at the same time, in one of its stages.</summary>
internal sealed record MemoryStage(string Name, IReadOnlyList<MemoryPart> Parts)
{
    public double Bytes => Parts.Sum(part => part.Bytes);

    public MemoryPart Largest => Parts.MaxBy(part => part.Bytes)!;
}
