namespace Mas.Results.Statistics;

/// <summary>First-token IIA of every direction between networks that have a group each.</summary>
/// <param name="Groups">[networks] label of the group of each.</param>
/// <param name="Values">[networks][networks] from source into target; null where a direction was not tested. What stands on the diagonal,
/// within a network, is not looked at.</param>
internal sealed record GroupMatrix(IReadOnlyList<string> Groups, IReadOnlyList<IReadOnlyList<double?>> Values)
{
    /// <summary>Labels in the order of the networks.</summary>
    public string[] Labels => [.. Groups.Distinct()];

    /// <summary>[groups] how many networks each has.</summary>
    public IReadOnlyList<int> Sizes => [.. Labels.Select(label => Groups.Count(one => one == label))];

    /// <summary>[networks] number of its group.</summary>
    public int[] Numbers
    {
        get
        {
            string[] labels = Labels;
            return [.. Groups.Select(group => Array.IndexOf(labels, group))];
        }
    }

    /// <summary>Whether every direction between two networks was tested.</summary>
    public bool IsComplete => Directions().Count() == Groups.Count * (Groups.Count - 1);

    /// <summary>What was tested between two networks.</summary>
    public IEnumerable<(int Source, int Target, double Value)> Directions()
    {
        for (int source = 0; source < Groups.Count; source++)
            for (int target = 0; target < Groups.Count; target++)
                if (source != target && Values[source][target] is double value)
                    yield return (source, target, value);
    }

    /// <summary>A network as one of its group.</summary>
    public NetworkSeed Network(int network) => new(Array.IndexOf(Labels, Groups[network]), network);
}
