using System.Globalization;
using Mas.Alignments;
using Mas.Results;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Experiments;

/// <summary>The alignments of a finished run, which one that extends it keeps as they are.</summary>
internal sealed class FrozenAlignments : IDisposable
{
    private readonly SafetensorsFile _file;

    /// <summary>Opens the alignments of the run.</summary>
    /// <exception cref="InputException">The file is missing or broken.</exception>
    public FrozenAlignments(ExtendedRun run)
    {
        _file = SafetensorsFile.Open(Path.Combine(run.FullPath, AlignmentMetadata.FileName));
        Count = run.Networks.Count;
    }

    /// <summary>Networks that are frozen: the first ones.</summary>
    public int Count { get; }

    /// <summary>Puts what a seed of the run has learned for a network into an alignment function of the same kind.</summary>
    /// <param name="alignment">As the run began it.</param>
    /// <param name="method">Method and size as the run named them, where it held several.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <param name="network">The network's name.</param>
    /// <exception cref="InputException">The run has no such alignment.</exception>
    public void Fill(AlignmentFunction alignment, string method, int seed, string network)
    {
        using var frozen = no_grad();
        foreach ((string name, Tensor tensor) in alignment.Constants.Concat(alignment.Parameters))
        {
            string stored = string.Create(CultureInfo.InvariantCulture, $"seed-{seed}.{network}.{name}");
            string entry = _file.Contains(stored) ? stored : $"{method}.{stored}";
            if (!_file.Contains(entry) || !_file[entry].Shape.SequenceEqual(tensor.shape))
            {
                throw new InputException(
                    $"the run that is extended has no '{stored}' of shape [{string.Join(", ", tensor.shape)}]; its method, size, family, normalisation and seeds must be those of this experiment",
                    _file.Path, key: "alignment.extend");
            }
            using Tensor value = _file.ReadFloating(entry);
            tensor.copy_(value);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
