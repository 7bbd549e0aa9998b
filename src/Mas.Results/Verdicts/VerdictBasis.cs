namespace Mas.Results.Verdicts;

/// <summary>Everything that a verdict is drawn from.</summary>
/// <param name="Directions">All final results of the run; methods that are not judged are left aside.</param>
/// <param name="Networks">The networks of the run.</param>
/// <param name="Evidence">What the analyses have found.</param>
internal sealed record VerdictBasis(
    IReadOnlyList<DirectionResult> Directions, IReadOnlyList<NetworkRecord> Networks, AlignmentSettings Settings, EvidenceRecord Evidence)
{
    /// <summary>Threshold on corrected trial IIA that the lower bound of a direction must reach.</summary>
    public double Same { get; init; } = Verdict.DefaultSame;

    /// <summary>Threshold that the upper bound of a direction must stay below.</summary>
    public double Different { get; init; } = Verdict.DefaultDifferent;

    /// <summary>All that belongs to two networks, for every two that may be compared: not one network under two causal models.</summary>
    public IEnumerable<JudgedPair> Pairs()
    {
        IReadOnlyList<DirectionResult>[] levels = [.. Verdict.Levels(Directions)];
        for (int i = 0; i < Networks.Count; i++)
            for (int j = i + 1; j < Networks.Count; j++)
                if (!IsOneNetwork(Networks[i], Networks[j]))
                    yield return new JudgedPair(Networks[i], Networks[j], levels, this);
    }

    /// <summary>Whether a network passes or fails a causal model, over the sites at which it was asked; a word of
    /// <see cref="AlgorithmVerdict"/>.</summary>
    public string WordOf(NetworkRecord network, string model) => AlgorithmVerdict.OverSites(
        Evidence.Algorithms.Where(one => one.Hash == network.Hash && one.Model == model).Select(one => one.Word));

    private static bool IsOneNetwork(NetworkRecord one, NetworkRecord other) =>
        one.Hash == other.Hash && one.Site == other.Site && one.Causal != other.Causal;
}
