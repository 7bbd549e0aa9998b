namespace Mas.Benchmarks.Zoo;

/// <summary>Which networks there are and which of their pairs are compared: a pure function of the recipes, known before anything is
/// trained.</summary>
/// <param name="Seeds">Networks of each recipe: trained, untrained and planted.</param>
/// <param name="Drawn">Pairs of each group of unlike ones, at most.</param>
internal sealed record ZooPlan(IReadOnlyList<string> Architectures, IReadOnlyList<string> Tasks, int Seeds, int Drawn)
{
    /// <summary>What the networks of which somebody has chosen the algorithm were made for.</summary>
    public const string Counting = "multi-object";

    private const ulong DrawSeed = 2026;
    private const int FirstUntrained = 101;

    public static readonly IReadOnlyList<string> Algorithms = ["up-down", "up-up"];

    /// <summary>Copies of each network that was written by hand, each with its units in an order of its own.</summary>
    public int WrittenCopies { get; init; } = 2;

    /// <summary>Pairs of each group of alike ones, at most.</summary>
    public int DrawnAlike { get; init; } = int.MaxValue;

    public static ZooPlan Full { get; } =
        new(["gru", "lstm", ZooNetwork.Transformer], [Counting, "modulo"], Seeds: 3, Drawn: 12);

    /// <summary>Every kind of network and pair once: shows that the benchmark works.</summary>
    public static ZooPlan Small { get; } =
        new(["gru", ZooNetwork.Transformer], ["modulo", "rounding"], Seeds: 2, Drawn: 1) { WrittenCopies = 1, DrawnAlike = 1 };

    public IReadOnlyList<ZooNetwork> Trained =>
        [.. from architecture in Architectures
            from task in Tasks
            from seed in Enumerable.Range(1, Seeds)
            select new ZooNetwork(Making.Trained, architecture, task, seed)];

    /// <summary>Networks with fresh weights, none of which a trained one began with.</summary>
    public IReadOnlyList<ZooNetwork> Untrained =>
        [.. from architecture in Architectures
            from seed in Enumerable.Range(FirstUntrained, Seeds)
            select new ZooNetwork(Making.Untrained, architecture, "", seed)];

    /// <summary>Copies of the trained networks of seed 1; the norms of a transformer read every unit, so that none can be added that
    /// nothing reads.</summary>
    public IReadOnlyList<ZooNetwork> Copies =>
    [
        .. from making in (Making[])[Making.Permuted, Making.NullUnits]
           from network in Trained
           where network.Seed == 1 && (making == Making.Permuted || !network.IsTransformer)
           select network with { Making = making },
    ];

    /// <summary>Those that were written by hand, each with its copies.</summary>
    public IReadOnlyList<ZooNetwork> Written => OfAlgorithms(Making.Written, Enumerable.Range(0, 1 + WrittenCopies));

    public IReadOnlyList<ZooNetwork> Planted => OfAlgorithms(Making.Planted, Enumerable.Range(1, Seeds));

    /// <summary>All networks, originals before their copies.</summary>
    public IReadOnlyList<ZooNetwork> Networks => [.. Trained, .. Untrained, .. Copies, .. Written, .. Planted];

    /// <summary>Every pair of the groups that ought to be alike, and of each other group as many as are drawn.</summary>
    /// <exception cref="InputException">A group has one member, or no pair.</exception>
    public IReadOnlyList<ZooPair> Pairs()
    {
        if (Seeds < 2)
            throw new InputException($"the group '{Trained[0].Architecture} on {Trained[0].Task}' has one network, and a group needs two "
                + "to be compared; give at least two seeds");
        return [.. PairGroup.All.SelectMany(Of)];
    }

    private static IReadOnlyList<ZooNetwork> OfAlgorithms(Making making, IEnumerable<int> seeds) =>
        [.. from algorithm in Algorithms
            from seed in seeds
            select new ZooNetwork(making, "gru", Counting, seed) { Algorithm = algorithm }];

    private IEnumerable<ZooPair> Of(PairGroup group)
    {
        ZooPair[] all = [.. Candidates(group)];
        if (all.Length == 0)
            throw new InputException($"no two networks of the zoo belong to the group '{group.Name}'; give it at least two tasks, and a "
                + "transformer beside a recurrent network");
        return Draw(all, group, group.IsAlike ? DrawnAlike : Drawn);
    }

    private IEnumerable<ZooPair> Candidates(PairGroup group) =>
        group == PairGroup.Permuted ? OfCopies(group, Making.Permuted)
        : group == PairGroup.NullUnits ? OfCopies(group, Making.NullUnits)
        : group == PairGroup.Untrained ? Trained.SelectMany(
            one => Untrained.Where(other => one.Architecture == other.Architecture), (one, other) => new ZooPair(group, one, other))
        : group.IsOfAlgorithms ? Among(group == PairGroup.PlantedSeeds || group == PairGroup.PlantedAlgorithms ? Planted : Written, group)
        : Among(Trained, group);

    private IEnumerable<ZooPair> OfCopies(PairGroup group, Making making) =>
        Copies.Where(copy => copy.Making == making).Select(copy => new ZooPair(group, copy.Original!, copy));

    private static IEnumerable<ZooPair> Among(IReadOnlyList<ZooNetwork> networks, PairGroup group) => networks.Index().SelectMany(
        one => networks.Skip(one.Index + 1).Where(other => Belongs(group, one.Item, other)),
        (one, other) => new ZooPair(group, one.Item, other));

    private static bool Belongs(PairGroup group, ZooNetwork one, ZooNetwork other) =>
        group.IsOfAlgorithms ? group.IsAlike == (one.Algorithm == other.Algorithm)
        : group == PairGroup.Seeds ? one.Architecture == other.Architecture && one.Task == other.Task
        : group == PairGroup.Tasks ? one.Architecture == other.Architecture && one.Task != other.Task
        : one.Task == other.Task && one.IsTransformer != other.IsTransformer;

    // In the order of the candidates, so that the file reads well.
    private static IEnumerable<ZooPair> Draw(ZooPair[] all, PairGroup group, int count)
    {
        int[] order = [.. Enumerable.Range(0, all.Length)];
        var random = new SeededRandom(SeededRandom.Derive(DrawSeed, group.Name));
        random.Shuffle<int>(order);
        return order.Take(count).Order().Select(index => all[index]);
    }
}
