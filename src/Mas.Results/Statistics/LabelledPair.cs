namespace Mas.Results.Statistics;

/// <summary>What a measure says of two networks, and what ought to be true of them.</summary>
/// <param name="One">A network.</param>
/// <param name="Other">Another one.</param>
/// <param name="IsAlike">Whether they ought to be alike.</param>
/// <param name="Similarity">More is more alike; distances come with their sign turned.</param>
public sealed record LabelledPair(string One, string Other, bool IsAlike, double Similarity);

/// <summary>How often these networks are together in a sample; 1 where each network was drawn once, 0 where one of them was not.</summary>
public delegate double Multiplicity(params ReadOnlySpan<string> networks);
