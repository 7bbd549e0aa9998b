using Mas.NetworkTraining;
using Mas.Tasks;

namespace Mas.Benchmarks.Planting;

/// <summary>Sequences and interventions on each variable of a recipe: the product's own kind, from seeds that no run has.</summary>
internal sealed class PlantedData
{
    private const int Pool = 4096;

    // The zoo's own data have small seeds.
    private const ulong FirstSeed = 7_000_000;

    private readonly PlantedRecipe _recipe;
    private readonly SequenceTask _task;
    private readonly SequencePool _pool;
    private readonly IReadOnlyList<PlantedBlock> _blocks;
    private readonly InterventionSampler[] _samplers; // [blocks]
    private readonly ulong _seed;

    /// <param name="split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
    public PlantedData(PlantedRecipe recipe, string split)
    {
        (_recipe, _task, _blocks) = (recipe, recipe.Task.ToTask(), recipe.Blocks);
        _seed = SeededRandom.Derive(FirstSeed + (ulong)recipe.Seed, split);
        _pool = new SequencePool(_task, _seed, split, Pool);
        bool[] all = [.. Enumerable.Repeat(true, _pool.Count)];
        _samplers = [.. _blocks.Select(block => new InterventionSampler(
            new InterventionKey(_seed, split, 0, 0, [VariableExchange.Between(_task, _task, block.Variable, block.Variable)]),
            _pool, all, _pool, all))];
    }

    /// <summary>The batch of an update: another one for each number.</summary>
    public PlantedBatch Batch(int number) => Batch(Natural(number, _recipe.Batch), number, _recipe.Batch);

    /// <summary>Natural sequences alone.</summary>
    public ScoredBatch Natural(int number, int count)
    {
        var random = new SeededRandom(SeededRandom.Derive(_seed, "natural", number));
        return ScoredBatch.Draw(_task, count, QuantityChoice.All, ref random);
    }

    /// <summary>Interventions on one variable alone.</summary>
    public PlantedBatch Interventions(int block, int count)
    {
        IReadOnlyList<Intervention>[] interventions = [.. _blocks.Select((_, b) => b == block ? _samplers[b].Make(0, count) : [])];
        return PlantedBatch.Of(ScoredBatch.Of(_task, TokenRows.From([])), StatesByValue.None, _pool, _blocks, interventions);
    }

    private PlantedBatch Batch(ScoredBatch natural, int number, int count) => PlantedBatch.Of(
        natural, StatesByValue.Of(_task, natural.Rows), _pool, _blocks,
        [.. _samplers.Select(sampler => sampler.Make((long)number * count, count))]);
}
