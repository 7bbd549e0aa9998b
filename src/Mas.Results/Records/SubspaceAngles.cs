namespace Mas.Results.Records;

/// <summary>Principal angles between two subspaces that alignments of one network read.</summary>
/// <param name="Between">What the two differ in: <c>seeds</c>, <c>sizes</c> or <c>starts</c>.</param>
/// <param name="First">The one, such as <c>mas, size 8, seed 1</c>.</param>
/// <param name="Degrees">Rising; as many as the smaller subspace has dimensions.</param>
/// <param name="Weighted">Share of the natural variance in the smaller subspace that lies in the larger one.</param>
internal sealed record SubspaceAngles(
    string Network, string Between, string First, string Second, IReadOnlyList<double> Degrees, double Weighted);
