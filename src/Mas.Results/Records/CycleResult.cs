namespace Mas.Results.Records;

/// <summary>Activity written from a network into a second one, which runs on, and from there at a later position into a third.</summary>
/// <param name="Via">The network that it is carried through.</param>
/// <param name="Target">The last network; the first again closes the cycle.</param>
/// <param name="Composed">Trial IIA of the two interventions one after the other.</param>
/// <param name="Direct">Trial IIA of the intervention at the later position from the source itself, which runs on the same way.</param>
internal sealed record CycleResult(
    string Source, string Via, string Target, string Method, int Size, string Variable, AccuracyInterval Composed, AccuracyInterval Direct,
    double Floor)
{
    /// <summary>Composed minus direct, paired.</summary>
    public double Difference { get; init; } = Composed.Mean - Direct.Mean;

    /// <summary>95 % interval of <see cref="Difference"/>; null where a run has not recorded it.</summary>
    public Interval? DifferenceInterval { get; init; }
}
