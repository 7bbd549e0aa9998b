using Mas.Tasks;

namespace Mas.Networks;

/// <summary>Where a network comes from. A new kind of source is one record; nothing outside asks a source for its type.</summary>
public abstract record NetworkSource
{
    /// <summary>Its key in the experiment file, such as <c>path</c>.</summary>
    public abstract string Key { get; }

    /// <summary>What is known of the network without its weights; null where only the network itself can say.</summary>
    internal virtual NetworkConfig? KnownConfig => null;

    /// <summary>Its sites as far as they are known without its weights; null where only the network itself can say.</summary>
    internal virtual IReadOnlyList<Site>? KnownSites => KnownConfig?.Sites;

    /// <summary>Whether it has fresh weights: a control, which need not get anything right.</summary>
    public virtual bool IsUntrained => false;

    /// <summary>Whether it is there already, so that it is opened before any other is trained.</summary>
    public abstract bool IsStored { get; }

    /// <summary>Whether it is a matrix of dissimilarities, which is compared as it is: it has no activity, no site and no task.</summary>
    internal virtual bool IsMatrix => false;

    /// <summary>Its matrices of dissimilarities; null where it has activity.</summary>
    /// <param name="bytes">Memory that they may take.</param>
    /// <exception cref="InputException">They cannot be read, or are none.</exception>
    internal virtual GivenMatrices? ReadMatrices(double bytes) => null;

    /// <summary>The source that the weights come from. Networks of one origin are opened one after the other.</summary>
    internal virtual NetworkSource Root => this;

    /// <summary>Whether it is a recording: it is read, and nothing can be written into it.</summary>
    internal virtual bool IsOnlyRead => false;

    /// <summary>Whether its sites have names of its own.</summary>
    internal virtual bool NamesItsSites => false;

    /// <summary>Whether it may read a vector at each position.</summary>
    internal virtual bool ReadsVectors => false;

    /// <summary>The same source, allowed to run the code that it consists of.</summary>
    internal virtual NetworkSource Trusted => this;

    /// <summary>What it is but for its training seed; null where it is not one of several seeds.</summary>
    internal virtual NetworkRecipe? Recipe => null;

    /// <summary>The end of the sentence that its weights are others than those of a run.</summary>
    internal abstract string OtherWeights { get; }

    /// <summary>The same source with its path, where it has one, relative to another folder.</summary>
    public virtual NetworkSource SeenFrom(string folder) => this;

    /// <summary>Its entry in the experiment file, such as <c>path: "nets/a"</c>.</summary>
    /// <param name="quoted">Puts a text in quotes.</param>
    public abstract string Entry(Func<string, string> quoted);

    /// <summary>What a run of this network costs; everything that can be found wrong without its weights is told.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    internal abstract NetworkCost Cost(SequenceTask task);

    /// <summary>Why it does not take a task's input; null where it does, or where that is seen when it is opened.</summary>
    internal virtual InputError? Misfit(SequenceTask task) => task.Stimuli is null || ReadsVectors ? null : new InputError(
        $"{task.Called} feeds a vector at each position; networks that read such come as TorchScript or run in your own Python", Key: Key);

    /// <summary>What to say where it has not learned its task.</summary>
    /// <param name="index">Its place in the list of networks.</param>
    internal abstract NotLearned NotLearned(int index);

    /// <summary>Opens it; trains it where need be.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    internal abstract OpenedSource Open(NetworkRequest request);

    /// <summary>Its weights, trained where need be; null where they are not known by name.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    internal virtual StoredNetwork? Weights(NetworkRequest request) => null;
}

/// <summary>A source but for its training seed.</summary>
/// <param name="Source">With the same seed for all of them.</param>
/// <param name="Words">What tells it from other recipes.</param>
internal sealed record NetworkRecipe(NetworkSource Source, int Seed, IReadOnlyList<string> Words);

/// <summary>What a network costs, from arithmetic alone.</summary>
/// <param name="Text">Where it comes from, and how long that takes.</param>
/// <param name="Size">What to do for a smaller one, such as <c>lower networks.0.train.width</c>, but for the place in the list.</param>
internal sealed record NetworkCost(IReadOnlyList<Site> Sites, string Text, SizeAdvice Size)
{
    /// <summary>Null where only the network itself can say.</summary>
    public NetworkConfig? Config { get; init; }

    /// <summary>Learned numbers, where there is no configuration.</summary>
    public double Parameters { get; init; }

    /// <summary>What it holds in memory where it is read and run at a site, where there is no configuration and more is known than its
    /// size.</summary>
    public Func<Site, SequenceLengths, NetworkNumbers>? Numbers { get; init; }

    /// <summary>Whether an intervention runs what is before it too.</summary>
    public bool RunsWhole { get; init; }

    /// <summary>How many times the coordinates of its sites are changed beside its weights.</summary>
    public int Recodings { get; init; }

    /// <summary>Where it is trained on first use.</summary>
    public TrainingCost? Training { get; init; }

    /// <summary>What it holds in memory where it is read and run at a site.</summary>
    public NetworkNumbers NumbersAt(Site site, SequenceLengths lengths) =>
        (Config?.Numbers(site.Name, lengths) ?? Numbers?.Invoke(site, lengths) ?? NetworkNumbers.Unknown(Parameters, site.Width))
            .Recoded(Recodings, site.Width);

    /// <summary>About how many multiplications an intervention takes.</summary>
    public double Multiplications(double fed, double scored) => Config?.Multiplications(fed, scored) ?? Parameters * fed;

    internal static NetworkCost Of(NetworkConfig config, string text, SizeAdvice size) => new(config.Sites, text, size) { Config = config };
}

/// <summary>How a network is made smaller.</summary>
/// <param name="Key">Key of the experiment file, within the network's entry.</param>
/// <param name="Words">What to do with it, such as <c>lower</c>.</param>
internal sealed record SizeAdvice(string Key, string Words);

/// <summary>What training a network costs.</summary>
/// <param name="Numbers">Held in memory, by the lengths of its task's sequences.</param>
/// <param name="Seconds">On one core, until it is right.</param>
/// <param name="IsDone">Whether it is in the cache of this folder, null for the user's own, so that it costs nothing.</param>
internal sealed record TrainingCost(Func<SequenceLengths, double> Numbers, double Seconds, Func<string?, bool> IsDone);

/// <summary>A network that has not learned its task.</summary>
/// <param name="Advice">What to do about it.</param>
/// <param name="IsInput">Whether what was given is wrong; otherwise the run has failed.</param>
/// <param name="Path">What was given, where it is on disk.</param>
internal sealed record NotLearned(string Advice, bool IsInput, string? Path = null)
{
    private const string Insist = "write 'insist: true' beside it to compare it all the same";

    /// <summary>What to do where it is known what is wrong with the export; null where it was not exported.</summary>
    public string? Insistence { get; init; }

    /// <summary>Of a network that comes from another program.</summary>
    /// <param name="path">Where it is on disk.</param>
    public static NotLearned OfExport(string path) => new(
        $"no usual mistake of an export explains it ('mas check' shows what it answers): train it further, or {Insist}",
        IsInput: true, path)
    {
        Insistence = Insist,
    };
}
