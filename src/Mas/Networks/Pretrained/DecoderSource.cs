using Mas.Tasks;
using Mas.Tasks.Tokenisers;

namespace Mas.Networks.Pretrained;

/// <summary>Where a language model comes from. It reads texts, and no task.</summary>
internal abstract record DecoderSource : NetworkSource
{
    /// <summary>What the sentences about it call it.</summary>
    protected abstract string Called { get; }

    /// <summary>Sources of the same words hold the same weights, in memory once.</summary>
    public abstract string SharedAs { get; }

    /// <summary>What there is to say of it beside its shape, such as <c>, with the adapter a</c>.</summary>
    public virtual string Addition => "";

    /// <summary>The type that its products are computed in.</summary>
    public abstract ComputedIn ComputesIn { get; }

    /// <summary>What it is, without a number of its weights.</summary>
    /// <exception cref="InputException">Something in a folder is wrong or missing.</exception>
    public abstract ModelShape Shape();

    /// <summary>What cuts its texts; nothing is trained for it.</summary>
    /// <exception cref="InputException">It is not there, or cannot be read.</exception>
    public abstract Tokeniser OpenTokeniser();

    /// <summary>Where it lies on disk; it is trained where need be.</summary>
    /// <exception cref="InputException">It cannot be trained.</exception>
    public abstract DecoderFiles Files(DecoderRequest request);

    /// <summary>Seconds of training on one core before it can be opened.</summary>
    /// <param name="cacheFolder">Of trained networks; null for the user's own.</param>
    public virtual double TrainingSeconds(string? cacheFolder) => 0;

    /// <summary>Numbers that it holds while it is trained; 0 where it is not.</summary>
    public virtual double TrainingNumbers => 0;

    /// <summary>Its latents at a site.</summary>
    /// <param name="activity">In the coordinates of its weights; owned by the result.</param>
    public virtual RunnableActivity Seen(RunnableActivity activity, Site site, Device device) => activity;

    /// <summary>The hash of all that it is.</summary>
    /// <param name="files">That of its files.</param>
    public virtual string HashOf(string files) => files;

    internal sealed override InputError Misfit(SequenceTask task) => new(
        $"{Called} is a language model, which reads texts, and {task.Called} has words of its own; "
        + "compare language models on texts: task: { text: FILE }", Key: Key);

    internal sealed override NetworkCost Cost(SequenceTask task) => throw new InputException([Misfit(task)]);

    internal sealed override OpenedSource Open(NetworkRequest request) => throw new InputException([Misfit(request.Task)]);
}

/// <summary>A language model, as its files say without their numbers.</summary>
/// <param name="Parameters">Learned numbers of the weights, without an adapter.</param>
internal sealed record ModelShape(DecoderConfig Config, long Parameters);

/// <summary>Where a language model lies, and how it is opened.</summary>
/// <param name="Adapter">Folder of a LoRA adapter; null for none.</param>
internal sealed record DecoderFiles(string Folder, string? Adapter, ComputedIn ComputesIn)
{
    /// <summary>Where it comes from in one word, such as <c>folder</c>.</summary>
    public string Origin { get; init; } = "folder";

    /// <summary>Bits that its matrices are rounded to; null where they stay as they are.</summary>
    public int? Bits { get; init; }

    /// <summary>Opens it.</summary>
    /// <exception cref="InputException">Something in a folder is wrong or missing.</exception>
    public DecoderNetwork Open(Device device) => new(PretrainedFolder.Open(Folder, Adapter, DeviceOf(device), bits: Bits));

    /// <summary>Where it computes, and in which type.</summary>
    public Device DeviceOf(Device device) => device.In(ComputesIn == ComputedIn.Bfloat16 ? ScalarType.BFloat16 : ScalarType.Float32);
}

/// <summary>With what a language model is made that is not there yet.</summary>
/// <param name="Name">What the network is called in messages.</param>
internal sealed record DecoderRequest(string Name)
{
    public int Threads { get; init; } = 1;

    /// <summary>Folder of trained networks; null for the user's own.</summary>
    public string? CacheFolder { get; init; }

    /// <summary>Told how far it is: what is being done, steps done and at most, and what there is to say.</summary>
    public Action<string, double, double, string> Progress { get; init; } = (_, _, _, _) => { };

    public CancellationToken Stop { get; init; }
}
