namespace Mas.Results.Verdicts;

/// <summary>Two networks as the verdict sees them: the directions within each and between the two, at the largest size.</summary>
internal sealed class JudgedPair
{
    private readonly IReadOnlyList<IReadOnlyList<DirectionResult>> _levels;

    /// <param name="levels">Judged directions, the largest size first.</param>
    public JudgedPair(
        NetworkRecord first, NetworkRecord second, IReadOnlyList<IReadOnlyList<DirectionResult>> levels, VerdictBasis basis)
    {
        (First, Second, _levels, Basis) = (first, second, levels, basis);
        ILookup<bool, DirectionResult> own = (levels.Count == 0 ? [] : levels[0].Where(IsOwn)).ToLookup(IsAsked);
        (Asked, NotAsked) = ([.. own[true]], [.. own[false]]);
    }

    public NetworkRecord First { get; }

    public NetworkRecord Second { get; }

    public VerdictBasis Basis { get; }

    /// <summary>Directions whose floor leaves something to show.</summary>
    public IReadOnlyList<DirectionResult> Asked { get; }

    /// <summary>Directions whose floor is so high that nothing in the task needs the variable.</summary>
    public IReadOnlyList<DirectionResult> NotAsked { get; }

    public IReadOnlyList<DirectionResult> Between => [.. Asked.Where(direction => !direction.IsWithin)];

    public IReadOnlyList<DirectionResult> Within => [.. Asked.Where(direction => direction.IsWithin)];

    /// <summary>Whether anything was exchanged between the two.</summary>
    public bool IsExchanged => Asked.Concat(NotAsked).Any(direction => !direction.IsWithin);

    /// <summary>Exchanged variables, in the order of the run.</summary>
    public IReadOnlyList<string> Variables => [.. Asked.Concat(NotAsked).Select(direction => direction.Variable).Distinct()];

    /// <summary>Causal models that were asked about in both.</summary>
    public IReadOnlyList<string> Models => First.Task != Second.Task ? [] : [.. ModelsOf(First).Intersect(ModelsOf(Second))];

    /// <summary>Those that both pass.</summary>
    public IReadOnlyList<string> Common =>
        [.. Models.Where(model => Word(First, model) == AlgorithmVerdict.Passed && Word(Second, model) == AlgorithmVerdict.Passed)];

    /// <summary>What was not asked for and must be known before a high number counts; one that could not be made was asked for.</summary>
    public IReadOnlyList<string> Missing => [.. Needed().Except(Basis.Settings.Asked)];

    /// <summary>Whether every direction is there both ways and within each network, for every variable.</summary>
    public bool IsComplete => Recordings.Count == 0 && TestsAllThatCanBe;

    /// <summary>The same but for directions into a recording, which no test can have.</summary>
    public bool TestsAllThatCanBe => Variables.All(variable => new[] { (First, First), (First, Second), (Second, First), (Second, Second) }
        .All(pair => pair.Item2.Recording is not null || Asked.Concat(NotAsked).Any(direction => direction.Variable == variable
            && direction.Source == pair.Item1.Name && direction.Target == pair.Item2.Name)));

    /// <summary>Which of the two are recordings.</summary>
    public IReadOnlyList<NetworkRecord> Recordings => [.. new[] { First, Second }.Where(network => network.Recording is not null)];

    /// <summary>Whether every direction that a test can have reaches, between the two and within the one that can be run.</summary>
    public bool AllTestedReach => Missing.Count == 0 && TestsAllThatCanBe && Between.Count > 0 && AllReachAt(Asked);

    /// <summary>Whether every direction reaches <c>same</c> in all that is asked of it (<see cref="ExchangeRule.AllReach"/>), with one
    /// alignment or the other: that one exists is what is asked.</summary>
    public bool AllReach => Missing.Count == 0 && IsComplete && Between.Count > 0 && (AllReachAt(Asked) || IsCarriedWithoutNull);

    /// <summary>Whether it takes an alignment that was trained on sources whose null part is another sample's.</summary>
    public bool IsCarriedWithoutNull => !AllReachAt(Asked) && WithoutNull.Count == Asked.Count && AllReachAt(WithoutNull);

    /// <summary>The directions of that alignment; none where it was not trained.</summary>
    public IReadOnlyList<DirectionResult> WithoutNull => [.. Basis.Evidence.WithoutNull
        .Where(one => IsBetween(one.First, one.Second)).SelectMany(one => one.Directions).Where(IsOwn).Where(IsAsked)];

    /// <summary>The directions of the alignment that carries a verdict.</summary>
    public IReadOnlyList<DirectionResult> Carrying => IsCarriedWithoutNull ? WithoutNull : Asked;

    /// <summary>The smallest of the run's sizes down to which all reach, from the largest on; null where they do not at the
    /// largest.</summary>
    public int? SmallestThatReaches => !AllReach || IsCarriedWithoutNull ? null : _levels
        .Select(level => level.Where(IsOwn).Where(IsAsked).ToList())
        .TakeWhile(level => level.Count > 0 && AllReachAt(level)).Last().Max(direction => direction.Size);

    /// <summary>What further tries have given between the two.</summary>
    public IReadOnlyList<OtherMapResult> Tries(string kind) => [.. Basis.Evidence.OtherMaps
        .Where(one => one.Kind == kind && one.Network is null && IsBetween(one.Source, one.Target))];

    /// <summary>What a network and a copy of it in other coordinates have reached.</summary>
    public IReadOnlyList<OtherMapResult> Copies(NetworkRecord network) =>
        [.. Basis.Evidence.OtherMaps.Where(one => one.Kind == OtherMap.Copy && one.Network == network.Name)];

    public string Word(NetworkRecord network, string model) => Basis.WordOf(network, model);

    /// <summary>A direction with everything that the rule on exchanges asks of it.</summary>
    public ExchangedDirection Exchanged(DirectionResult direction)
    {
        ChosenResult chosen = direction.Chosen!;
        ChosenControl? withoutNull = Control(direction, Metrics.NullExchanged)?.Chosen;
        return new ExchangedDirection(BoundsOf(chosen))
        {
            NewPairs = direction.ChosenNewPairs is { } pairs ? BoundsOf(pairs) : null,
            NullExchanged = withoutNull is null ? null : BoundsOf(withoutNull),
            Shared = direction.IsWithin ? null : new OneSidedBounds(chosen.Value, chosen.SharedLow, chosen.SharedHigh),
            Otherwise = [.. OtherMap.Tries.SelectMany(Tries).Where(one => (one.Source, one.Target, one.Variable)
                == (direction.Source, direction.Target, direction.Variable)).Select(one => BoundsOf(one.Bounds))],
            IsReachedByNull = ReachedBy(direction).Any(),
        };
    }

    /// <summary>Null controls that reach a direction.</summary>
    public static IEnumerable<string> ReachedBy(DirectionResult direction) => direction.Controls
        .Where(control => ControlKind.IsNull(control.Name) && control.Chosen?.Reaches == true).Select(control => control.Name);

    public static ControlResult? Control(DirectionResult direction, string name) =>
        direction.Controls.FirstOrDefault(control => control.Name == name);

    private bool AllReachAt(IEnumerable<DirectionResult> directions) =>
        ExchangeRule.AllReach([.. directions.Select(Exchanged)], Basis.Same);

    private IEnumerable<string> Needed()
    {
        string[] always = [Metrics.NoSwap, Metrics.Shuffled, Metrics.RandomOrthogonal, Metrics.OutputOnly, Metrics.NullExchanged];
        string[] stepwise = Basis.Settings.IsStepwise ? [Metrics.InputOnly] : [];
        string[] oblique = Basis.Settings.IsOrthogonal ? [] : [Metrics.UntrainedSource, Metrics.Scrambled];
        return [.. always, .. stepwise, .. oblique];
    }

    private IEnumerable<string> ModelsOf(NetworkRecord network) =>
        Basis.Evidence.Algorithms.Where(one => one.Hash == network.Hash).Select(one => one.Model).Distinct();

    private bool IsOwn(DirectionResult direction) =>
        IsOwn(direction.Source) && IsOwn(direction.Target);

    private bool IsBetween(string source, string target) => source != target && IsOwn(source) && IsOwn(target);

    private bool IsOwn(string name) => name == First.Name || name == Second.Name;

    // Without bounds there is nothing to judge: of a floor of 1 there are none.
    private static bool IsAsked(DirectionResult direction) =>
        direction is { Chosen: not null } && !(direction.NoSwap > AlgorithmVariable.HighestFloor);

    private static OneSidedBounds BoundsOf(BoundedIia found) => new(found.Value, found.Low, found.High);
}
