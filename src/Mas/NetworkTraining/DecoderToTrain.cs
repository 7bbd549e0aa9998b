using Mas.Networks;
using Mas.Networks.Pretrained;
using Mas.Tasks.Tokenisers;

namespace Mas.NetworkTraining;

/// <summary>A small decoder that is trained on texts when it is first used.</summary>
internal sealed record DecoderToTrain(DecoderDesign Design) : DecoderSource
{
    /// <summary>The architecture's name in the experiment file.</summary>
    public const string Architecture = "decoder";

    /// <summary>Keys that belong to it alone.</summary>
    public const string TokeniserKey = "tokenizer", TextKey = "text", FieldKey = "field";

    // Operations for each multiplication, forth and back, and how many of them a core does in a second at such widths: measured.
    private const double Training = 6, PerSecond = 25e9;

    private const string Work = "training";

    /// <summary>The type that its products are computed in when it is used; it is trained in float32.</summary>
    public ComputedIn Type { get; init; }

    public override string Key => NetworkToTrain.FileKey;

    protected override string Called => "a decoder that is trained here";

    public override string SharedAs => Entry(text => text);

    public override string Addition => ", trained here";

    public override ComputedIn ComputesIn => Type;

    internal override IReadOnlyList<Site> KnownSites => DecoderNetwork.SitesOf(Design.Fresh(vocabulary: 1).Config);

    public override bool IsUntrained => Design.Steps == 0;

    public override bool IsStored => false;

    internal override string OtherWeights =>
        "; it is trained by seed, which gives the same bytes on the machine and versions of the run: "
        + "take the networks over from the run's cache, and name their folder with --cache.";

    public override NetworkSource SeenFrom(string folder) => this with
    {
        Design = Design with
        {
            Tokeniser = (Relative(folder, Design.Tokeniser.FullPath), Design.Tokeniser.FullPath),
            Text = (Relative(folder, Design.Text.FullPath), Design.Text.FullPath),
        },
    };

    public override string Entry(Func<string, string> quoted) =>
        $"{Key}: {{ architecture: {Architecture}, {TokeniserKey}: {quoted(Design.Tokeniser.Path)}, "
        + $"{TextKey}: {quoted(Design.Text.Path)}, {FieldKey}: {quoted(Design.Field)}, "
        + Invariant($"width: {Design.Width}, layers: {Design.Layers}, heads: {Design.Heads}, seed: {Design.Seed}, steps: {Design.Steps} }}")
        + (Type == ComputedIn.Auto ? "" : $", {PretrainedNetwork.TypeKey}: {Type.Word()}");

    public override ModelShape Shape()
    {
        using Tokeniser tokeniser = Design.OpenTokeniser();
        FreshDecoder fresh = Design.Fresh(tokeniser.VocabularySize);
        return new(fresh.Config, fresh.Plan.Parameters);
    }

    public override Tokeniser OpenTokeniser() => Design.OpenTokeniser();

    public override DecoderFiles Files(DecoderRequest request)
    {
        (string folder, double? loss) = new DecoderCache(NetworkCacheFolder.Choose(request.CacheFolder)).Open(
            Design, request.Threads,
            (step, last) => request.Progress(Work, step, Design.Steps, Invariant($"loss {last:f2}")),
            damage => request.Progress(Work, 0, Design.Steps, damage), request.Stop);
        request.Progress(Work, 1, 1, loss is double known
            ? Invariant($"{Design.Steps} steps, {known:f2} nats per token on texts that it was not trained on") : "from the cache");
        return new(folder, null, Type) { Origin = loss is null ? "cache" : "trained" };
    }

    public override double TrainingSeconds(string? cacheFolder)
    {
        if (IsUntrained || Directory.Exists(new DecoderCache(NetworkCacheFolder.Choose(cacheFolder)).FolderOf(Design)))
            return 0;
        DecoderConfig config = Shape().Config;
        double multiplications = config.Layers * (config.BlockMultiplications + config.AttentionMultiplications(DecoderDesign.Length / 2.0))
            + config.HeadMultiplications;
        return Training * multiplications * DecoderDesign.Rows * DecoderDesign.Length * Design.Steps / PerSecond;
    }

    // Weights, their gradients and moments, and of each token of a batch what every block keeps for the way back, and the logits.
    public override double TrainingNumbers
    {
        get
        {
            const int copies = 4, wide = 24, logits = 3;
            (DecoderConfig config, long parameters) = Shape();
            return copies * parameters + (double)DecoderDesign.Rows * DecoderDesign.Length
                * ((double)config.Layers * wide * config.Width + (double)logits * config.Vocabulary);
        }
    }

    internal override NotLearned NotLearned(int index) => new(
        Invariant($"give it another seed or more steps (networks.{index}.{Key})"), IsInput: false);

    private static string Relative(string folder, string path) =>
        Path.GetRelativePath(folder, path).Replace(Path.DirectorySeparatorChar, '/');
}
