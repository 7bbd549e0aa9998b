using System.Text;
using Mas.Benchmarks.Planting;

namespace Mas.Benchmarks.Zoo;

/// <summary>The tables of a finished zoo, one below the other, and its picture.</summary>
internal sealed class ZooReport
{
    private readonly ScoredZoo _all, _trained, _chosen;
    private readonly IEnumerable<(ZooNetwork, PlantingFindings)> _planted;

    public ZooReport(
        IReadOnlyList<PairResult> results, ZooSettings settings, IEnumerable<(ZooNetwork, PlantingFindings)> planted)
    {
        _planted = planted;
        _all = ScoredZoo.Of(results, settings);
        _trained = ScoredZoo.Of([.. results.Where(pair => !PairGroup.Named(pair.Group).IsOfAlgorithms)], settings);
        _chosen = ScoredZoo.Of([.. results.Where(pair => PairGroup.Named(pair.Group).IsOfAlgorithms)], settings);
    }

    public string Text()
    {
        var text = new StringBuilder();
        void Add(string title, string table) => text.Append($"{title}\n\n{table}\n");
        Add("All pairs:", ZooTable.Scores(_all));
        Add("Differences over all pairs:", ZooTable.Differences(_all));
        Add("The verdict over all pairs:", ZooTable.Verdicts(_all));
        Add("Numbers with a threshold, over all pairs:", ZooTable.Risks(_all));
        foreach ((string name, ScoredZoo part) in new[] { ("Without chosen algorithms", _trained), ("Chosen algorithms alone", _chosen) })
        {
            Add($"{name} (chance: AUPRC {part.ShareOfAlike:f2}):", ZooTable.Scores(part));
            Add($"{name}, differences:", ZooTable.Differences(part));
            Add($"{name}, the verdict:", ZooTable.Verdicts(part));
            Add($"{name}, numbers with a threshold:", ZooTable.Risks(part));
        }
        Add("Words of the verdict:", ZooTable.Words(_all.Pairs));
        string[] measures = [.. _all.Scores.Select(score => score.Measure)];
        foreach (string[] some in measures.Chunk(5))
            Add("Medians (lowest–highest):", ZooTable.Groups(_all.Pairs, some));
        Add("What planting has reached:", ZooTable.Planted(_planted));
        return text.ToString();
    }

    public Figure Figure() => ZooFigure.Draw(_all);
}
