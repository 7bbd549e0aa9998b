namespace Mas.Results.Reports.Evidence;

/// <summary>One kind of evidence in the report, in one file: how its results are ordered, what the page shows of them, and what a run must
/// hold for it. All are on the list of <see cref="EvidenceSections"/>.</summary>
/// <param name="Wanted">What a run should hold; what it lacks, the report says with the line that would add it.</param>
/// <param name="Part">What the page shows; null where the run holds too little. The evidence given is in order.</param>
/// <param name="Sorted">The record with this section's results in the report's order; null where it has none there.</param>
internal sealed record EvidenceSection(
    IReadOnlyList<WantedEvidence> Wanted, Func<RunRecord, EvidenceRecord, EvidencePart?> Part,
    Func<EvidenceRecord, ResultOrder, EvidenceRecord>? Sorted = null);
