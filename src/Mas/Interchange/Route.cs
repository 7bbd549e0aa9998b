using Mas.Masks;

namespace Mas.Interchange;

/// <summary>One thing that is exchanged: a variable's block, from one network into another. Networks are indices into the experiment's list.</summary>
/// <param name="Source">Network that donates.</param>
/// <param name="Target">Network that receives.</param>
/// <param name="Block">Coordinates of the aligned space that are swapped.</param>
public sealed record Route(int Source, int Target, Block Block);
