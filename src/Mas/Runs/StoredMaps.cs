using System.Globalization;
using System.Runtime.InteropServices;
using Mas.Alignments;
using Mas.Comparison;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Runs;

/// <summary>The maps of one alignment seed of a stored run: what it has learned, and the random matrices of the control.</summary>
internal sealed class StoredMaps : IDisposable
{
    private readonly StoredRun _run;
    private readonly RunData _data;
    private readonly CaseSetup _own;
    private readonly string _prefix;
    private readonly int _seed;
    private readonly LearnedMaps _learned;
    private readonly LearnedMaps _random;

    /// <param name="run">The run.</param>
    /// <param name="data">Its networks.</param>
    /// <param name="own">The method and size.</param>
    /// <param name="prefix">What its tensors' names begin with, where the run has several cases.</param>
    /// <param name="seed">Alignment seed.</param>
    /// <exception cref="InputException">The file lacks a tensor, or holds what cannot be one of an alignment.</exception>
    public StoredMaps(StoredRun run, RunData data, CaseSetup own, string prefix, int seed)
    {
        (_run, _data, _own, _prefix, _seed) = (run, data, own, prefix, seed);
        int networks = data.Networks.Count;
        SwapMask mask = own.Case.Method.Mask == MaskKind.Learned
            ? new FoundMask(LearnedSizes.Of(run.Tested, own, run.Experiment.Alignment.Variables.Count, seed), own.Widths, data.Device)
            : own.NewMask();
        _learned = new LearnedMaps([.. Enumerable.Range(0, networks).Select(k => Learned(k, mask.Columns(own.Widths[k])))], mask);
        SwapMask same = own.NewMask();
        _random = new LearnedMaps([.. Enumerable.Range(0, networks).Select(k => Random(k, same.Columns(own.Widths[k])))], same);
    }

    /// <summary>Dimensions per variable.</summary>
    public IReadOnlyList<int> Sizes => _learned.Mask.Sizes;

    /// <summary>The learned maps and the random ones, as they are evaluated.</summary>
    /// <exception cref="InputException">A stored matrix has no inverse.</exception>
    public (StepMaps Learned, StepMaps Random) Maps() => Computed(() =>
    {
        StepMaps learned = _learned.Hard();
        return (learned, learned with { Maps = _random.Hard().Maps });
    });

    /// <summary>One sentence for every stored matrix that is not what its own parameters give, though other programs may read it.</summary>
    /// <param name="tolerance">The largest difference that is none.</param>
    /// <exception cref="InputException">It is missing or damaged.</exception>
    public IReadOnlyList<string> Contradictions(double tolerance) =>
        [.. Enumerable.Range(0, _learned.Alignments.Count).Where(IsStored).SelectMany(k => Computed(() => Contradictions(k, tolerance)))];

    private List<string> Contradictions(int network, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        AlignmentFunction alignment = _learned.Alignments[network];
        HashSet<string> given = [.. StoredAlignment.Given(alignment).Select(pair => pair.Key)];
        var sentences = new List<string>();
        foreach ((string name, Tensor tensor) in StoredAlignment.Of(alignment).Where(one => !given.Contains(one.Name)))
        {
            // Not 'greater than': NaN must not pass.
            double difference = _run.Alignments.Difference(Entry(network, name), tensor);
            if (!(difference <= tolerance))
                sentences.Add(string.Create(CultureInfo.InvariantCulture, $"{Entry(network, name)} in {AlignmentMetadata.FileName} is not what {string.Join(" and ", given)} give (largest difference {difference:g2}); it is used in {Directions(network)}."));
        }
        return sentences;
    }

    // What libtorch cannot compute with, it refuses.
    private T Computed<T>(Func<T> compute)
    {
        try
        {
            return compute();
        }
        catch (ExternalException error)
        {
            throw new InputException(string.Create(CultureInfo.InvariantCulture,
                $"the alignments of seed {_seed} ({_own.Case.Name}) cannot be used: {error.Message.Split('\n')[0].TrimEnd('.')}"), _run.Alignments.Path, inner: error);
        }
    }

    private AlignmentFunction Learned(int network, int columns)
    {
        AlignmentFunction alignment = StoredAlignment.Blank(_own.Design, _own.Widths[network], columns, _data.Device);
        if (IsStored(network) && _run.Alignments.Fill(alignment, name => Entry(network, name)) is var (missing, shape))
            throw new InputException($"there is no '{Entry(network, missing)}' of shape [{string.Join(", ", shape)}], which the experiment asks for; the file is not as the run has written it", _run.Alignments.Path);
        return alignment;
    }

    // Normalisation takes its constants from training sequences; they are stored with what was learned.
    private AlignmentFunction Random(int network, int columns)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        AlignmentFunction random = RandomStart.Create(
            RandomStart.Control(_run.Experiment.Alignment.Design), columns, _data.Device.Zeros(1, _own.Widths[network]),
            RandomStart.ControlSeed(_seed, network));
        foreach (string name in (string[])[NormalisedAlignment.MeanName, NormalisedAlignment.DeviationName])
            if (random.Constants.TryGetValue(name, out Tensor? constant))
                constant.copy_(_learned.Alignments[network].Constants[name]);
        return random;
    }

    // Of networks that are aligned by themselves a case has its own alone.
    private bool IsStored(int network) => _own.Case.Alone is null || _own.Case.Alone == _data.Networks[network].Name;

    private string Entry(int network, string name) => StoredAlignment.Entry(_prefix, _seed, _data.Networks[network].Name, name);

    private string Directions(int network) => string.Join(", ", _own.Tested.Where(route => route.Source == network || route.Target == network)
        .Select(route => new Direction(_data.Networks[route.Source].Name, _data.Networks[route.Target].Name)).Distinct());

    /// <inheritdoc/>
    public void Dispose()
    {
        _learned.Dispose();
        _random.Dispose();
    }
}
