namespace Mas.Results.Records;

/// <summary>The fixed words of the columns <c>split</c> and <c>metric</c>.</summary>
internal static class Metrics
{
    public const string Train = "train", Validation = "validation", Test = "test";

    public const string TrialIia = "trial_iia", TokenIia = "token_iia", TrialIiaNewPairs = "trial_iia_new_pairs",
        TrialIiaRest = "trial_iia_rest";
    public const string Loss = "loss", ClLoss = "cl_loss", LearnedSize = "learned_size";
    public const string Accuracy = "accuracy", AccuracyHeldOut = "accuracy_held_out", Usable = "usable";
    public const string NoSwap = "no-swap", Identity = "identity", RandomOrthogonal = "random-orthogonal", Shuffled = "shuffled",
        Untrained = "untrained";
    public const string UntrainedSource = "untrained-source", Scrambled = "scrambled";

    /// <summary>Of a language model: e to the mean nats per token of the test texts.</summary>
    public const string Perplexity = "perplexity";

    /// <summary>Of language models: the prediction at the intervened position, the exchange without any map, and groups of
    /// networks.</summary>
    public const string FirstTokenIia = "first_token_iia", IdentityMap = "identity-map", GroupWithin = "group-within",
        GroupBetween = "group-between", GroupP = "group-p";
    public const string FullExchange = "full-exchange", Replay = "replay", OutputOnly = "output-only", InputOnly = "input-only";

    // Analyses (docs/reference/results.md says what each is).
    public const string WrongVariable = "wrong-variable", RandomStart = "random-start", OtherMap = "other-map";
    public const string AlgorithmFloor = "algorithm-floor", AlgorithmAligned = "algorithm-aligned", AlgorithmRandom = "algorithm-random",
        AlgorithmLinear = "algorithm-linear";
    public const string NullDimensions = "null-dimensions", NullAgreement = "null-agreement", NullEnergy = "null-energy",
        NullExchanged = "null-exchanged", NullOnly = "null-only";
    public const string SubspaceTrialIia = "subspace_trial_iia", SmallestSize = "smallest_size";
    public const string Cycle = "cycle", CycleDirect = "cycle-direct", CycleFloor = "cycle-floor";
    public const string Cause = "cause", CauseFloor = "cause-floor", Isolate = "isolate";
    public const string OffManifold = "off-manifold", OffManifoldNatural = "off-manifold-natural";
    public const string PairTrialIia = "pair_trial_iia";
    public const string AngleBetweenSeeds = "angle-seeds", AngleBetweenSizes = "angle-sizes", AngleBetweenStarts = "angle-starts";

    /// <summary>A metric of activity that goes from the source to the target through a third network: <c>cycle:NAME</c>.</summary>
    public static string Via(string metric, string network) => $"{metric}:{network}";
}
