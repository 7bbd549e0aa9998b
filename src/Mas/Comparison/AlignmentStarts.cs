using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>Where the alignments of a run start (method.md section 3).</summary>
internal sealed class AlignmentStarts : IDisposable
{
    private readonly Experiment _experiment;
    private readonly RunData _data;
    private readonly int _columns;
    private readonly Tensor[] _latents;  // [networks][rows, width] natural latents, normalised where the design asks for it
    private readonly AlignmentArchive? _frozen;
    private readonly Func<CaseSetup, int, int, OwnStart?>? _own;
    private readonly Tensor[]? _aligned; // [networks] float64 [width, width], or its first columns; null where every seed has its own

    /// <summary>Works out the start that is one and the same for all methods, sizes and seeds; a random one is not.</summary>
    /// <param name="columns">The most coordinates that any method and size reads.</param>
    /// <param name="own">By case, network and alignment seed: a start that an analysis has made; null for the experiment's.</param>
    public AlignmentStarts(Experiment experiment, RunData data, int columns, Func<CaseSetup, int, int, OwnStart?>? own = null)
    {
        (_experiment, _data, _columns, _own) = (experiment, data, columns, own);
        _latents = [.. data.Networks.Select((_, k) => data.NormalisedLatents(experiment.Alignment.Design, k))];
        _frozen = experiment.Alignment.Extend is { } run ? new AlignmentArchive(run.FullPath) : null;
        _aligned = experiment.Alignment.Start switch
        {
            AlignmentStart.Aligned or AlignmentStart.NextLarger => Align(),
            AlignmentStart.Identity => [.. _latents.Select(own => Device.Of(own).Exact.Eye(own.size(1)).DetachFromDisposeScope())],
            _ => null,
        };
    }

    /// <summary>Networks whose alignments are those of the run that is extended.</summary>
    public HashSet<int> Frozen => [.. Enumerable.Range(0, _experiment.Alignment.FrozenNetworks)];

    /// <param name="columns">Coordinates that the mask reads.</param>
    /// <param name="seed">Alignment seed: a random start belongs to it, and so does what it keeps of the run that is extended.</param>
    /// <param name="larger">What the next larger size has learned, to start from; null for the start of the experiment.</param>
    public AlignmentFunction Create(CaseSetup setup, int network, int columns, int seed, LearnedSeed? larger = null)
    {
        AlignmentDesign design = setup.Design;
        if (_own?.Invoke(setup, network, seed) is { } start)
        {
            using Tensor latents = _data.NaturalLatents(network);
            return start.Create(design, columns, latents);
        }
        if (_frozen is not null && network < _experiment.Alignment.FrozenNetworks)
            return _frozen.Read(setup, network, columns, seed);
        if (larger is not null)
        {
            using OwnStart leading = LeadingPart.Of(larger.Maps.Alignments[network], larger.Sizes, setup.Case.Sizes);
            using Tensor latents = _data.NaturalLatents(network);
            return leading.Create(design, columns, latents);
        }
        bool hasBase = AlignmentFactory.HasOrthogonalBase(design);
        bool isAligned = _experiment.Alignment.Start is AlignmentStart.Aligned or AlignmentStart.NextLarger;
        if (_frozen is not null && isAligned && hasBase && _data.SharesSequences)
            return CreateBeside(setup, network, columns, seed);
        if (_aligned is null || !hasBase)
            return CreateRandom(design, network, columns, SeededRandom.Derive((ulong)seed, "base", network));
        using var scope = NewDisposeScope();
        Tensor aligned = _aligned[network].alias();
        return AlignmentFactory.Create(design, setup.Widths[network], columns, aligned, _data.NaturalLatents(network), (ulong)seed);
    }

    // Beside frozen alignments: as close as can be to where network 0 is brought.
    private AlignmentFunction CreateBeside(CaseSetup setup, int network, int columns, int seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using AlignmentFunction first = Create(setup, 0, columns, seed);
        Tensor start = OrthogonalBase.Procrustes(
            _latents[network].to_type(ScalarType.Float64), first.Align(_data.NaturalLatents(0)).to_type(ScalarType.Float64));
        return AlignmentFactory.Create(setup.Design, setup.Widths[network], columns, start, _data.NaturalLatents(network), (ulong)seed);
    }

    public AlignmentFunction CreateRandom(AlignmentDesign design, int network, int columns, ulong seed)
    {
        using Tensor latents = _data.NaturalLatents(network);
        return RandomStart.Create(design, columns, latents, seed);
    }

    private Tensor[] Align()
    {
        using var scope = NewDisposeScope();
        bool isThin = _data.Networks.All(network => AlignmentFactory.HasThinBase(_experiment.Alignment.Design, network.Site.Width));
        Tensor[] bases = !_data.SharesSequences ? AlignByValues()
            : isThin ? OrthogonalBase.AlignedThin(_latents, _columns) : OrthogonalBase.Aligned(_latents);
        return [.. bases.Select(one => one.DetachFromDisposeScope())];
    }

    // Networks that cannot be shown the same sequences meet at class means, one row for each value that the exchanged variables
    // have in both tasks; with no such value each takes its own principal axes.
    private Tensor[] AlignByValues()
    {
        Tensor principal = OrthogonalBase.Aligned([_latents[0]])[0];
        Dictionary<ValueKey, Tensor> first = ClassMeans(0);
        Tensor Base(int k)
        {
            Dictionary<ValueKey, Tensor> own = ClassMeans(k);
            ValueKey[] shared = Correspondence.ByValue(first, own);
            return shared.Length == 0 ? OrthogonalBase.Aligned([_latents[k]])[0] : OrthogonalBase.Procrustes(
                stack([.. shared.Select(value => own[value])], 0).to_type(ScalarType.Float64),
                stack([.. shared.Select(value => first[value])], 0).to_type(ScalarType.Float64).mm(principal));
        }

        return [principal, .. Enumerable.Range(1, _latents.Length - 1).Select(Base)];
    }

    // Mean normalised latent for each combination of values of the exchanged variables that every network can have.
    private Dictionary<ValueKey, Tensor> ClassMeans(int network)
    {
        RecordedPool pool = _data.Pools(Metrics.Train)[network];
        IEnumerable<VariableExchange> exchanges = _experiment.Alignment.Variables.Select(variable => VariableExchange.Between(
            pool.Sequences.Task, pool.Sequences.Task, variable.Names[network], variable.Names[network]));
        int[] variables = [.. exchanges.SelectMany(exchange => exchange.Pairs).Select(pair => pair.Source).Distinct()];
        Tensor Mean(int[] positions) =>
            _data.NormalisedLatents(_experiment.Alignment.Design, network, pool.Activity.Latents(positions)).mean([0]);
        return pool.PositionsByValue(RunData.StartSequences, variables).ToDictionary(entry => entry.Key, entry => Mean(entry.Value));
    }

    public void Dispose()
    {
        _frozen?.Dispose();
        foreach (Tensor tensor in _latents.Concat(_aligned ?? []))
            tensor.Dispose();
    }
}
