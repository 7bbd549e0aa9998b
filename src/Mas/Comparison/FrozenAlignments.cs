using Mas.Alignments;
using Mas.Experiments;
using Mas.Results.Files;

namespace Mas.Comparison;

/// <summary>The alignments of a finished run, which one that extends it keeps as they are.</summary>
internal sealed class FrozenAlignments : IDisposable
{
    private readonly AlignmentFile _file;

    /// <summary>Opens the alignments of the run.</summary>
    /// <exception cref="InputException">The file is missing or broken.</exception>
    public FrozenAlignments(ExtendedRun run)
    {
        _file = new AlignmentFile(run.FullPath);
        Count = run.Networks.Count;
    }

    /// <summary>Networks that are frozen: the first ones.</summary>
    public int Count { get; }

    /// <summary>Puts what a seed of the run has learned for a network into an alignment function of the same kind.</summary>
    /// <param name="alignment">To be filled.</param>
    /// <param name="method">Method and size as the run named them, where it held several.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="network">The network's name.</param>
    /// <exception cref="InputException">The run has no such alignment.</exception>
    public void Fill(AlignmentFunction alignment, string method, int seed, string network)
    {
        string Entry(string name)
        {
            string alone = StoredAlignment.Entry("", seed, network, name);
            return _file.Contains(alone) ? alone : $"{method}.{alone}";
        }

        if (_file.Fill(alignment, Entry) is var (missing, shape))
        {
            throw new InputException(
                $"the run that is extended has no '{StoredAlignment.Entry("", seed, network, missing)}' of shape [{string.Join(", ", shape)}]; its method, size, family, normalisation and seeds must be those of this experiment",
                _file.Path, key: "alignment.extend");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
