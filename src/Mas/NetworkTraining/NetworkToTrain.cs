using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>A network that is trained when it is first used.</summary>
/// <param name="Width">Units; null for the architecture's own.</param>
/// <param name="Layers">Layers; null for the architecture's own.</param>
/// <param name="Seed">Seed of its weights and its training data.</param>
/// <param name="Steps">Most training steps, null for the task's own; training stops earlier when every fresh sequence is right.</param>
internal sealed record NetworkToTrain(string Architecture, int? Width, int? Layers, int Seed, int? Steps) : NetworkSource
{
    public const string FileKey = "train";

    /// <summary>Heads of attention; null for the architecture's own.</summary>
    public int? Heads { get; init; }

    private const int Untouched = 4; // weights, the moments that never move, and a copy that is stored

    public override string Key => FileKey;

    internal override NetworkConfig? KnownConfig => Options(task: "").ConfigFor(features: 0);

    public override bool IsUntrained => Steps == 0;

    public override bool IsStored => false;

    internal override NetworkRecipe Recipe => new(this with { Seed = 0 }, Seed,
    [
        Architecture,
        .. Width is int width ? [Invariant($"width {width}")] : Array.Empty<string>(),
        .. Layers is int layers ? [Invariant($"{layers} layers")] : Array.Empty<string>(),
        .. Heads is int heads ? [Invariant($"{heads} heads")] : Array.Empty<string>(),
        .. Steps is int steps ? [IsUntrained ? "untrained" : Invariant($"at most {steps} steps")] : Array.Empty<string>(),
    ]);

    internal override string OtherWeights =>
        "; it is trained by seed, which gives the same bytes on the machine and versions of the run: "
        + "take the networks over from the run's cache, and name their folder with --cache.";

    /// <summary>What is wrong with its size; keys as in the section.</summary>
    internal IEnumerable<InputError> Errors => Known.Errors(Options(task: "").NetworkSize);

    private TrainableArchitecture Known => KnownFormats.Named(Architecture);

    public override string Entry(Func<string, string> quoted)
    {
        (string Key, object? Value)[] parts =
            [("architecture", Architecture), ("width", Width), ("layers", Layers), ("heads", Heads), ("seed", Seed),
                ("steps", Steps)];
        IEnumerable<string> said = parts.Where(part => part.Value is not null).Select(part => Invariant($"{part.Key}: {part.Value}"));
        return $"{FileKey}: {{ {string.Join(", ", said)} }}";
    }

    internal override NetworkCost Cost(SequenceTask task)
    {
        NetworkTrainingOptions options = Options(task.Name);
        TrainableConfig config = options.ConfigFor(task);
        string text = IsUntrained ? "untrained"
            : Invariant($"trained on first use (about {Known.TrainingSeconds:f0} s at the default width), then from the cache");
        return NetworkCost.Of(config, text, new($"{FileKey}.width", "lower")) with
        {
            Training = new(
                lengths => IsUntrained ? Untouched * config.Count : config.TrainingNumbers(lengths, options.Batch),
                IsUntrained ? 0 : Known.TrainingSeconds * Larger(config, task),
                folder => Directory.Exists(new NetworkCache(NetworkCacheFolder.Choose(folder)).FolderOf(task, options))),
        };
    }

    // How much more work it is than at the default width.
    private double Larger(TrainableConfig config, SequenceTask task)
    {
        NetworkTrainingOptions usual = Known.Training(task.Name);
        return config.Multiplications(1, 1) / usual.ConfigFor(task).Multiplications(1, 1);
    }

    internal override InputError? Misfit(SequenceTask task)
    {
        if (Known.ReadsTokens == (task.FeatureWidth == 0))
            return base.Misfit(task);
        string[] fitting = [.. KnownFormats.Trainable.Where(one => one.ReadsTokens != Known.ReadsTokens).Select(one => one.Called)];
        return new InputError(
            Known.ReadsTokens
                ? $"the task {task.Name} has continuous inputs and no sequence; {Or(fitting)} learns it, and {Known.Called} does not"
                : $"{Known.Called} takes continuous inputs, and the task {task.Name} has sequences; {Or(fitting)} learns it",
            Key: $"{FileKey}.architecture");
    }

    internal override NotLearned NotLearned(int index) => new(
        Invariant($"give it another seed or more steps (networks.{index}.{FileKey}), or write 'insist: true' beside it"), IsInput: false);

    internal override OpenedSource Open(NetworkRequest request)
    {
        var notices = new List<string>();
        CachedNetwork cached = Trained(request, notices.Add);
        return new OpenedSource(cached.Network, cached.Trained is null ? "cache" : "trained", NetworkFolder.Hash(cached.Folder))
        {
            Config = NetworkFolder.Fitted(cached.Folder),
            Notices = notices,
        };
    }

    internal override StoredNetwork Weights(NetworkRequest request)
    {
        CachedNetwork cached = Trained(request, _ => { });
        cached.Network.Dispose();
        return NetworkFolder.Read(cached.Folder, request.Device);
    }

    private CachedNetwork Trained(NetworkRequest request, Action<string> notice)
    {
        const string work = "training";
        NetworkTrainingOptions training = Options(request.Task.Name);
        CachedNetwork cached = new NetworkCache(NetworkCacheFolder.Choose(request.CacheFolder)).Open(
            request.Task, training, request.Threads,
            state => request.Progress(work, state.Step, state.Steps, Detail(state)),
            damage =>
            {
                request.Progress(work, 0, training.Steps, damage);
                notice(damage);
            }, request.Device, request.Stop);
        request.Progress(work, 1, 1, Outcome(cached.Trained));
        return cached;
    }

    private NetworkTrainingOptions Options(string task)
    {
        NetworkTrainingOptions own = KnownFormats.Find(Architecture)?.Training(task) ?? new() { Architecture = Architecture };
        return own with
        {
            Width = Width ?? own.Width,
            Layers = Layers ?? own.Layers,
            Heads = Heads ?? own.Heads,
            Seed = (ulong)Seed,
            Steps = Steps ?? own.Steps,
        };
    }

    private static string Or(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} or {names[^1]}";

    private static string Detail(NetworkTrainingProgress state) => double.IsNaN(state.Accuracy)
        ? "" : Invariant($"{100 * state.Accuracy:f1} % right");

    private static string Outcome(TrainedNetwork? trained) => trained is null
        ? "from the cache"
        : Invariant($"{trained.Steps} steps, {100 * trained.TrainedAccuracy:f1} % right");
}
