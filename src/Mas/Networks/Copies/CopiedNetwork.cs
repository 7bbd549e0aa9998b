using Mas.Networks.Pretrained;
using Mas.Tasks;

namespace Mas.Networks.Copies;

/// <summary>A copy of another network of the comparison, which does what its original does in other coordinates: the right answer is
/// known.</summary>
/// <param name="Of">Name of the original.</param>
/// <param name="Permute">Seed of the order of its units; null where it stays.</param>
/// <param name="NullUnits">Units more, which follow the state and which nothing reads; they come last.</param>
internal sealed record CopiedNetwork(string Of, NetworkSource Original, ulong? Permute, int NullUnits) : NetworkSource
{
    public const string FileKey = "copy";

    /// <summary>Condition number of a change of coordinates at every site; null where they stay.</summary>
    public double? Oblique { get; init; }

    /// <summary>Bits that its matrices are rounded to, before anything else is changed; null where they stay as they are.</summary>
    public int? Bits { get; init; }

    /// <summary>How it is recorded; null where it can be run as its original can.</summary>
    public Observation? Observation { get; init; }

    /// <summary>Whether the original is not in the comparison, and its source stands with the copy.</summary>
    public bool IsInline { get; init; }

    /// <summary>Seed of what the units that nothing reads follow.</summary>
    internal ulong NullSeed { get; init; } = SeededRandom.Derive(0, "null units");

    public override string Key => FileKey;

    internal override NetworkConfig? KnownConfig => Original.KnownConfig is { } config ? Changed(config) : null;

    internal override IReadOnlyList<Site>? KnownSites =>
        (KnownConfig?.Sites ?? Original.KnownSites) is { } sites ? Seen(sites) : null;

    internal override bool IsOnlyRead => Observation is not null || Original.IsOnlyRead;

    public override bool IsUntrained => Original.IsUntrained;

    public override bool IsStored => Original.IsStored;

    internal override bool NamesItsSites => Original.NamesItsSites;

    internal override NetworkSource Trusted => this with { Original = Original.Trusted };

    internal override NetworkSource Root => Original.Root;

    internal override string OtherWeights => $"; it is a copy of '{Of}'.";

    /// <summary>What is wrong with the copy as far as that is known of its original; null where nothing is.</summary>
    internal InputError? Error => NullUnits > 0 && IsOfRecoded
        ? new InputError($"the coordinates of '{Of}' are changed outside its weights, so that no unit can be added; add the units to the "
            + "network that it copies", Key: $"{FileKey}.null_units")
        : Original.KnownConfig is { } config ? ErrorOf(config) : null;

    // It is run in other coordinates than its weights say.
    private bool IsRecoded => IsOfRecoded || Recoding is not null;

    private bool IsOfRecoded => Original is CopiedNetwork { IsRecoded: true };

    private bool MovesUnits => Permute is not null && !IsOfRecoded && Original.KnownConfig is { Units.Count: > 0 };

    private Recoding? Recoding => MovesUnits ? Recoded(null) : Recoded(Permute);

    private Recoding? Recoded(ulong? permute) => permute is null && Oblique is null ? null : new(permute, Oblique);

    public override NetworkSource SeenFrom(string folder) => this with { Original = Original.SeenFrom(folder) };

    public override string Entry(Func<string, string> quoted)
    {
        string permute = Permute is ulong seed ? Invariant($", permute: {seed}") : "";
        string oblique = Oblique is double condition ? Invariant($", oblique: {condition:r}") : "";
        string units = NullUnits > 0 ? Invariant($", null_units: {NullUnits}") : "";
        string bits = Bits is int rounded ? Invariant($", bits: {rounded}") : "";
        string of = IsInline ? $"{{ {Original.Entry(quoted)} }}" : quoted(Of);
        return $"{FileKey}: {{ of: {of}{permute}{oblique}{units}{bits}{Observation?.Entry} }}";
    }

    internal override NetworkCost Cost(SequenceTask task)
    {
        NetworkCost original = Original.Cost(task);
        return original with
        {
            Config = original.Config is { } config ? Changed(config) : null,
            Sites = Seen(original.Config is { } known ? Changed(known).Sites : original.Sites),
            Text = $"a copy of {(IsInline ? $"a network {original.Text}" : Of)}",
            Size = new($"{FileKey}.of", "copy a smaller network than"),
            Recodings = original.Recodings + (Recoding is null ? 0 : 1),
        };
    }

    internal override InputError? Misfit(SequenceTask task) => Original.Misfit(task);

    internal override NotLearned NotLearned(int index)
    {
        NotLearned original = Original.NotLearned(index);
        return IsInline ? original
            : original with { Advice = $"it is a copy of '{Of}': see to that one, or write 'insist: true' beside both" };
    }

    internal override OpenedSource Open(NetworkRequest request)
    {
        OpenedSource opened = MovesUnits || NullUnits > 0 || Bits is not null ? OpenedByWeights(request) : Original.Open(request);
        if (Recoding is { } recoding)
            opened = Changed(opened, new RecodedNetwork(opened, recoding), recoding.Hash(opened.Hash));
        return Observation is { } observation ? Observed(opened, observation, request.Task) : opened;
    }

    /// <summary>A network that is open, as it is recorded.</summary>
    /// <param name="opened">Owned by the result from here on.</param>
    /// <param name="task">Its natural sequences say how far each unit varies.</param>
    internal static OpenedSource Observed(OpenedSource opened, Observation observation, SequenceTask task) =>
        Changed(opened, new ObservedNetwork(opened, observation, observation.Natural(task)), observation.Hash(opened.Hash));

    private static OpenedSource Changed(OpenedSource opened, Network network, string hash) =>
        opened with { Network = network, Origin = FileKey, Hash = hash, IsBorrowed = false };

    private IReadOnlyList<Site> Seen(IReadOnlyList<Site> sites) =>
        Observation is null ? sites : ObservedNetwork.SeenBy(Observation, sites);

    private OpenedSource OpenedByWeights(NetworkRequest request)
    {
        StoredNetwork copy = ChangedWeights(request);
        string hash = copy.Hash(); // opened, it gives its weights away
        return new OpenedSource(copy.Open(request.Task.Vocabulary), FileKey, hash) { Config = copy.Config };
    }

    internal override StoredNetwork? Weights(NetworkRequest request) =>
        IsRecoded || Observation is not null ? null : ChangedWeights(request);

    private StoredNetwork ChangedWeights(NetworkRequest request)
    {
        using StoredNetwork stored = Original.Weights(request)
            ?? throw new InputException($"network '{request.Name}' is a copy of '{Of}', whose weights are not known by name; "
                + "copy a network that is trained here or stored in a folder", key: $"{FileKey}.of");
        using StoredNetwork? rounded = Bits is int bits ? Rounded(stored, bits) : null;
        StoredNetwork original = rounded ?? stored;
        if (ErrorOf(original.Config) is InputError error)
            throw new InputException([error]);
        StoredNetwork permuted = MovesUnits
            ? UnitOrder.Permute(original, Permute!.Value) : original.With(original.Config, (_, weight) => weight.clone());
        if (NullUnits == 0)
            return permuted;
        using (permuted)
        {
            // What its weights say may leave no place where its configuration did.
            NullUnits added = permuted.Config.WithNullUnits(NullUnits) ?? throw new InputException([ErrorOf(permuted.Config)!]);
            return permuted.With(added.Config, (name, weight) => added.Widen(name, weight, NullSeed));
        }
    }

    // Matrices have a row for each output; those of words, the embedding and the head, keep 8 bits.
    private static StoredNetwork Rounded(StoredNetwork original, int bits) => original.With(original.Config, (name, weight) =>
    {
        Tensor own = weight.clone();
        if (own.dim() == 2)
            new WeightRounding(original.Config.WordTensors.Contains(name) ? WeightRounding.OfWords : bits, IsTransposed: false).Apply(own);
        return own;
    });

    private NetworkConfig Changed(NetworkConfig config) =>
        NullUnits > 0 && config.WithNullUnits(NullUnits) is { } added ? added.Config : config;

    private InputError? ErrorOf(NetworkConfig config) => NullUnits > 0 && config.WithNullUnits(NullUnits) is null
        ? new InputError($"no unit can be added to this {config.Architecture} that nothing reads; leave this key out",
            Key: $"{FileKey}.null_units")
        : null;
}
