using Mas.Networks.Pretrained;
using Mas.Tasks.Tokenisers;

namespace Mas.Networks.Copies;

/// <summary>A copy of a language model: the same weights, or these rounded, with the residual stream in other coordinates at every site or
/// in the same.</summary>
/// <param name="Of">Name of the original.</param>
/// <param name="Recoding">How the coordinates change; null where they stay.</param>
internal sealed record CopiedDecoder(string Of, DecoderSource Original, Recoding? Recoding) : DecoderSource
{
    /// <summary>Keys of a copy that have no meaning for a language model.</summary>
    public static IReadOnlyList<string> Foreign { get; } = ["null_units", "noise", "poisson", "units", "trials"];

    /// <summary>Bits that its matrices are rounded to; null where they stay as they are.</summary>
    public int? Bits { get; init; }

    /// <summary>Whether its weights are rounded, here or in what it copies.</summary>
    public bool IsRounded => Bits is not null || Original is CopiedDecoder { IsRounded: true };

    /// <summary>Whether the original is not in the comparison, and its source stands with the copy.</summary>
    public bool IsInline { get; init; }

    public override string Key => CopiedNetwork.FileKey;

    protected override string Called => $"what is copied here ({(IsInline ? Original.Key : Of)})";

    public override string SharedAs => Bits is int bits ? Invariant($"{Original.SharedAs}, {bits} bits") : Original.SharedAs;

    public override ComputedIn ComputesIn => Bits is null ? Original.ComputesIn : ComputedIn.Float32;

    public override string Addition => $", a copy{(IsInline ? Original.Addition : $" of {Of}")}"
        + (Bits is int bits ? Invariant($" rounded to {bits} bits") : "");

    internal override IReadOnlyList<Site>? KnownSites => Original.KnownSites;

    public override bool IsUntrained => Original.IsUntrained;

    public override bool IsStored => Original.IsStored;

    internal override NetworkSource Root => Original.Root;

    internal override string OtherWeights => IsInline ? Original.OtherWeights : $"; it is a copy of '{Of}'.";

    public override NetworkSource SeenFrom(string folder) => this with { Original = (DecoderSource)Original.SeenFrom(folder) };

    public override string Entry(Func<string, string> quoted)
    {
        string of = IsInline ? $"{{ {Original.Entry(quoted)} }}" : quoted(Of);
        return $"{Key}: {{ of: {of}{Recoding?.Entry}{(Bits is int bits ? Invariant($", bits: {bits}") : "")} }}";
    }

    internal override NotLearned NotLearned(int index) => Original.NotLearned(index);

    public override ModelShape Shape() => Original.Shape();

    public override Tokeniser OpenTokeniser() => Original.OpenTokeniser();

    public override DecoderFiles Files(DecoderRequest request)
    {
        DecoderFiles files = Original.Files(request) with { Origin = Key };
        return Bits is int bits ? files with { Bits = bits, ComputesIn = ComputesIn } : files;
    }

    public override double TrainingSeconds(string? cacheFolder) => IsInline ? Original.TrainingSeconds(cacheFolder) : 0;

    public override RunnableActivity Seen(RunnableActivity activity, Site site, Device device)
    {
        RunnableActivity original = Original.Seen(activity, site, device);
        if (Recoding is null)
            return original;
        Coordinates coordinates = Recoding.At(site, device);
        return new RecodedActivity(original, coordinates, coordinates);
    }

    public override string HashOf(string files) => Recoding?.Hash(Original.HashOf(files)) ?? Original.HashOf(files);
}
