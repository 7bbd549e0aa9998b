using Mas.Interchange;
using Mas.Results.Records;

namespace Mas.Language;

/// <summary>All models of a run at one site, over the same texts.</summary>
/// <param name="Names">[models] such as <c>layer.15</c>.</param>
/// <param name="Pools">[models]</param>
/// <param name="Texts">By split, which texts.</param>
/// <param name="DataSeed">The experiment's <c>seed</c>.</param>
internal sealed record TextSite(
    IReadOnlyList<string> Names, IReadOnlyList<TextPool> Pools, IReadOnlyDictionary<string, int[]> Texts, TextWindow Window, ulong DataSeed)
    : IDisposable
{
    /// <summary>What it is called in names of files and of tensors.</summary>
    public string Name => string.Join('-', Names.Distinct());

    /// <summary>Whether both models of a direction are as wide.</summary>
    public bool IsOneWidth(Direction one) => Pools[one.Source].Activity.Width == Pools[one.Target].Activity.Width;

    /// <summary>Pairs of a split. Those of validation and test are the same texts for every direction, so that directions are compared
    /// pair by pair; those of training are each direction's own.</summary>
    public TextInterventions Pairs(string split, Direction direction, int count, int? scored = null) => new(
        SeededRandom.Derive(DataSeed, Stream(split, direction)), count, Texts[split], Pools[direction.Source], Window, scored);

    /// <summary>Pairs of the figure with later tokens, as <see cref="Pairs"/> draws its own.</summary>
    public LaterPredictions Later(string split, Direction direction, int count) => new(
        SeededRandom.Derive(DataSeed, Stream(split, direction)), count, Texts[split], Pools[direction.Source], Window);

    private static string Stream(string split, Direction direction) => split == Metrics.Train
        ? $"text pairs/{split}/{direction.Source}/{direction.Target}" : $"text pairs/{split}";

    /// <summary>What an engine runs.</summary>
    /// <param name="interventions">[directions]</param>
    public InterchangeData Data(
        IReadOnlyList<Direction> directions, IReadOnlyList<IReadOnlyList<Intervention>> interventions, bool replacesAll = false) => new(
        [.. Pools.Select(pool => pool.Activity)], [.. Pools.Select(pool => pool.Rows)],
        [.. directions.Select(direction => new Route(direction.Source, direction.Target))], interventions, replacesAll);

    public void Dispose()
    {
        foreach (TextPool pool in Pools)
            pool.Dispose();
    }
}
