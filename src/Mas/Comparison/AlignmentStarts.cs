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
    /// <param name="experiment">What is asked for.</param>
    /// <param name="data">Natural activity.</param>
    /// <param name="columns">The most coordinates that any method and size reads.</param>
    /// <param name="own">Start of a case, a network and an alignment seed that an analysis has made itself; null, or null from it, for that of the experiment.</param>
    public AlignmentStarts(Experiment experiment, RunData data, int columns, Func<CaseSetup, int, int, OwnStart?>? own = null)
    {
        (_experiment, _data, _columns, _own) = (experiment, data, columns, own);
        _latents = [.. Enumerable.Range(0, data.Networks.Count).Select(k => NaturalLatents.Normalised(experiment.Alignment.Design, data, k))];
        _frozen = experiment.Alignment.Extend is { } run ? new AlignmentArchive(run.FullPath) : null;
        _aligned = experiment.Alignment.Start switch
        {
            AlignmentStart.Aligned => Align(),
            AlignmentStart.Identity => [.. _latents.Select(
                latents => Device.Of(latents).Exact.Eye(latents.size(1)).DetachFromDisposeScope())],
            _ => null,
        };
    }

    /// <summary>Networks whose alignments are those of the run that is extended.</summary>
    public HashSet<int> Frozen => [.. Enumerable.Range(0, _experiment.Alignment.Extend?.Networks.Count ?? 0)];

    /// <summary>The alignment function of a network at its start.</summary>
    /// <param name="own">The method and size.</param>
    /// <param name="network">Index of the network.</param>
    /// <param name="columns">Coordinates that the mask reads.</param>
    /// <param name="seed">Alignment seed: a random start belongs to it, and so does what it keeps of the run that is extended.</param>
    public AlignmentFunction Create(CaseSetup own, int network, int columns, int seed)
    {
        AlignmentDesign design = own.Design;
        if (_own?.Invoke(own, network, seed) is { } start)
        {
            using Tensor latents = Latents(network);
            return start.Create(design, columns, latents);
        }
        if (_frozen is not null && Frozen.Contains(network))
            return _frozen.Read(own, network, columns, seed);
        if (_frozen is not null && _experiment.Alignment.Start == AlignmentStart.Aligned && AlignmentFactory.HasOrthogonalBase(design) && _data.SharesSequences)
            return CreateBeside(own, network, columns, seed);
        if (_aligned is null || !AlignmentFactory.HasOrthogonalBase(design))
            return CreateRandom(design, network, columns, SeededRandom.Derive((ulong)seed, "base", network));
        using var scope = NewDisposeScope();
        return AlignmentFactory.Create(design, _data.Networks[network].Site.Width, columns, _aligned[network].alias(), Latents(network), (ulong)seed);
    }

    // Beside frozen alignments: as close as can be to where network 0 is brought.
    private AlignmentFunction CreateBeside(CaseSetup own, int network, int columns, int seed)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using AlignmentFunction first = Create(own, 0, columns, seed);
        Tensor start = OrthogonalBase.Procrustes(_latents[network].to_type(ScalarType.Float64), first.Align(Latents(0)).to_type(ScalarType.Float64));
        return AlignmentFactory.Create(own.Design, _data.Networks[network].Site.Width, columns, start, Latents(network), (ulong)seed);
    }

    /// <summary>The alignment function of a network at a random start.</summary>
    public AlignmentFunction CreateRandom(AlignmentDesign design, int network, int columns, ulong seed)
    {
        using Tensor latents = Latents(network);
        return RandomStart.Create(design, columns, latents, seed);
    }

    private Tensor Latents(int network) => NaturalLatents.Of(_data, network);

    private Tensor[] Align()
    {
        using var scope = NewDisposeScope();
        bool isThin = Enumerable.Range(0, _latents.Length).All(k => AlignmentFactory.HasThinBase(_experiment.Alignment.Design, _data.Networks[k].Site.Width));
        Tensor[] bases = !_data.SharesSequences ? AlignByValues()
            : isThin ? OrthogonalBase.AlignedThin(_latents, _columns)
            : OrthogonalBase.Aligned(_latents);
        return [.. bases.Select(one => one.DetachFromDisposeScope())];
    }

    // Networks that cannot be shown the same sequences meet at class means, one row for each value that the exchanged variables
    // have in both tasks; with no such value each takes its own principal axes.
    private Tensor[] AlignByValues()
    {
        Tensor principal = OrthogonalBase.Aligned([_latents[0]])[0];
        var bases = new Tensor[_latents.Length];
        bases[0] = principal;
        Dictionary<ValueKey, Tensor> first = ClassMeans(0);
        for (int k = 1; k < bases.Length; k++)
        {
            Dictionary<ValueKey, Tensor> own = ClassMeans(k);
            ValueKey[] shared = Correspondence.ByValue(first, own);
            bases[k] = shared.Length == 0
                ? OrthogonalBase.Aligned([_latents[k]])[0]
                : OrthogonalBase.Procrustes(
                    stack([.. shared.Select(value => own[value])], 0).to_type(ScalarType.Float64),
                    stack([.. shared.Select(value => first[value])], 0).to_type(ScalarType.Float64).mm(principal));
        }
        return bases;
    }

    // Mean normalised latent for each combination of values of the exchanged variables that every network can have.
    private Dictionary<ValueKey, Tensor> ClassMeans(int network)
    {
        RecordedPool pool = _data.Pools(Metrics.Train)[network];
        int[] variables = [.. _experiment.Alignment.Variables.SelectMany(variable => VariableExchange.Between(
            pool.Sequences.Task, pool.Sequences.Task, variable.Names[network], variable.Names[network]).Pairs).Select(pair => pair.Source).Distinct()];
        return pool.PositionsByValue(RunData.StartSequences, variables)
            .ToDictionary(entry => entry.Key, entry => NaturalLatents.Normalised(_experiment.Alignment.Design, _data, network, pool.Activity.Latents(entry.Value)).mean([0]));
    }

    public void Dispose()
    {
        _frozen?.Dispose();
        foreach (Tensor tensor in _latents.Concat(_aligned ?? []))
            tensor.Dispose();
    }
}
