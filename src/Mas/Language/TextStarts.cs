using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Results.Records;

namespace Mas.Language;

/// <summary>Where alignments of language models start: the leading principal axes of the first model's latents, and for every other model
/// what agrees best with them on the same texts. Position 0 is left out, and so are continuations, which differ.</summary>
internal sealed class TextStarts : IDisposable
{
    private const int Rows = 4096;

    private readonly AlignmentOptions _options;
    private readonly Tensor[] _latents; // [models][rows, width]
    private readonly Tensor[]? _bases;  // [models] float64; null where every seed has its own

    /// <param name="context">Tokens that all models have read.</param>
    /// <param name="columns">The most coordinates that any size reads.</param>
    public TextStarts(AlignmentOptions options, TextSite site, int context, int columns)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _options = options;
        int[] texts = site.Texts[Metrics.Train];
        int[] positions = [.. texts.SelectMany(text => Enumerable.Range(text * site.Pools[0].Length + 1, context - 1)).Take(Rows)];
        _latents = [.. site.Pools.Select(pool => pool.Activity.Latents(positions).DetachFromDisposeScope())];
        bool isThin = _latents.All(own => AlignmentFactory.HasThinBase(options.Design, (int)own.size(1)));
        Tensor[]? bases = options.Start switch
        {
            AlignmentStart.Aligned => isThin ? OrthogonalBase.AlignedThin(_latents, columns) : OrthogonalBase.Aligned(_latents),
            AlignmentStart.Identity => [.. _latents.Select(own => Device.Of(own).Exact.Eye(own.size(1)))],
            _ => null,
        };
        _bases = bases is null ? null : Array.ConvertAll(bases, one => one.DetachFromDisposeScope());
    }

    /// <summary>The alignment function of a model at its start.</summary>
    /// <param name="columns">Coordinates that the mask reads.</param>
    public AlignmentFunction Create(int model, int columns, int seed)
    {
        if (_bases is null)
            return CreateRandom(_options.Design, model, columns, SeededRandom.Derive((ulong)seed, "base", model));
        using var scope = NewDisposeScope();
        return AlignmentFactory.Create(
            _options.Design, (int)_latents[model].size(1), columns, _bases[model].alias(), _latents[model], (ulong)seed);
    }

    /// <summary>A random one, in its place or as a control.</summary>
    public AlignmentFunction CreateRandom(AlignmentDesign design, int model, int columns, ulong seed) =>
        RandomStart.Create(design, columns, _latents[model], seed);

    public void Dispose()
    {
        _latents.DisposeAll();
        (_bases ?? []).DisposeAll();
    }
}
