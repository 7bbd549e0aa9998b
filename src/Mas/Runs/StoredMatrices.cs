using System.Runtime.InteropServices;
using Mas.Comparison;

namespace Mas.Runs;

/// <summary>The matrices of a stored run, as they are used again.</summary>
internal static class StoredMatrices
{
    /// <summary>One sentence for every stored matrix that is not what its own parameters give, though other programs may read it.</summary>
    /// <param name="tolerance">The largest difference that is no contradiction.</param>
    /// <param name="uses">Where the matrix of a network is used, in words.</param>
    public static IEnumerable<string> Contradictions(
        AlignmentArchive archive, LearnedSeed learned, double tolerance, Func<int, string> uses)
    {
        foreach ((int network, string name, Tensor tensor) in learned.Following)
        {
            // Of a normalised alignment earlier versions stored none.
            if (learned.Maps.Alignments[network].Core != learned.Maps.Alignments[network] && !archive.Has(name))
                continue;
            // Not 'greater than': NaN must not pass.
            double difference = archive.Difference(name, tensor);
            if (!(difference <= tolerance))
            {
                string given = string.Join(" and ", LearnedSeed.Given(learned.Maps.Alignments[network]).Select(pair => pair.Key));
                yield return $"{name} in {AlignmentArchive.FileName} is not what {given} give "
                    + Invariant($"(largest difference {difference:g2}); ") + $"it is used in {uses(network)}.";
            }
        }
    }

    /// <summary>What libtorch cannot compute with, it refuses.</summary>
    /// <param name="variant">The method and size that the alignments are of.</param>
    /// <exception cref="InputException">It has refused.</exception>
    public static T Computed<T>(AlignmentArchive archive, int seed, string variant, Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException error)
        {
            string reason = error.Message.Split('\n')[0].TrimEnd('.');
            throw new InputException(
                Invariant($"the alignments of seed {seed} ({variant}) cannot be used: {reason}"), archive.Path, inner: error);
        }
    }
}
