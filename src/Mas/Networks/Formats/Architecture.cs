using Mas.Networks.FeedForward;
using Mas.Networks.Recurrent;
using Mas.Networks.Transformers;
using Mas.Results;
using Mas.Results.Files;
using Mas.Tensors;
using static TorchSharp.torch;

namespace Mas.Networks.Formats;

/// <summary>A kind of network: what a stored one consists of, how one is opened, made and trained. Immutable, without state.</summary>
/// <remarks>A new kind is one sealed class and its line in <see cref="All"/>.</remarks>
public abstract class Architecture
{
    /// <summary>Every architecture, in the order in which messages name them.</summary>
    public static IReadOnlyList<Architecture> All { get; } =
    [
        new GruArchitecture(),
        new LstmArchitecture(),
        new TransformerArchitecture(),
        new MlpArchitecture(),
    ];

    /// <summary>As in <c>config.json</c> and in the experiment file, such as <c>gru</c>.</summary>
    public abstract string Name { get; }

    /// <summary>The architecture of that name, or null.</summary>
    public static Architecture? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>The architecture of a checked configuration.</summary>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static Architecture Of(NetworkConfig config) => Find(config.Architecture) ?? throw new InputException(Unknown(config.Architecture), key: "architecture");

    /// <summary>What to say of a name that no architecture has.</summary>
    internal static string Unknown(string name) => $"the architecture '{name}' is unknown; available are {string.Join(", ", All.Select(one => one.Name))}";

    /// <summary>Keys of the numbers that <c>config.json</c> must state, such as <c>width</c>.</summary>
    public abstract IReadOnlyList<string> Required(NetworkConfig config);

    /// <summary>Numbers that <c>config.json</c> may state but that leave no choice, by key.</summary>
    public virtual IReadOnlyDictionary<string, double> Fixed(NetworkConfig config) => new Dictionary<string, double>();

    /// <summary>What is wrong with a configuration beyond missing numbers; null where nothing is.</summary>
    public virtual InputError? Check(NetworkConfig config) => null;

    /// <summary>Every site, in the order in which activity passes through; needs no weights.</summary>
    public abstract IReadOnlyList<Site> Sites(NetworkConfig config);

    /// <summary>Checkpoint names and shapes.</summary>
    public abstract IReadOnlyDictionary<string, long[]> Shapes(NetworkConfig config);

    /// <summary>Names of the tensors whose first dimension is the vocabulary: they are put in the order of the task's ids.</summary>
    public abstract IReadOnlyList<string> WordTensors(NetworkConfig config);

    /// <summary>Whether it is fed tokens; one that is not needs none of the words that only frame a sequence.</summary>
    public virtual bool ReadsTokens => true;

    /// <summary>Ends of the names that PyTorch's own module gives to tensors, by checkpoint name: they are recognised after any prefix.</summary>
    public virtual IReadOnlyDictionary<string, string> ModuleNames => new Dictionary<string, string>();

    /// <summary>Why a file with a tensor of this name cannot be a network of this architecture; null where it can.</summary>
    public virtual string? Refusal(string tensor) => null;

    /// <summary>A frozen network.</summary>
    /// <param name="config">A checked configuration.</param>
    /// <param name="weights">Of <see cref="Shapes"/>, float32 or float64; the network takes them over.</param>
    public abstract Network Open(NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights);

    /// <summary>Fresh weights, float32, a pure function of the seed; they belong to the caller.</summary>
    public abstract IReadOnlyDictionary<string, Tensor> Random(NetworkConfig config, ulong seed);

    /// <summary>Units that dropout may leave out at each position; 0 where the architecture is trained without.</summary>
    public virtual int DropoutWidth(NetworkConfig config) => 0;

    /// <summary>Logits for training, [positions, vocab], differentiable in the weights; no padding is computed.</summary>
    /// <param name="config">A checked configuration.</param>
    /// <param name="weights">By checkpoint name.</param>
    /// <param name="rows">Natural sequences.</param>
    /// <param name="positions">Flat positions, ascending.</param>
    /// <param name="dropout">[positions, <see cref="DropoutWidth"/>] factors; null leaves every unit as it is.</param>
    public abstract Tensor TrainingLogits(
        NetworkConfig config, IReadOnlyDictionary<string, Tensor> weights, TokenRows rows, int[] positions, Tensor? dropout);
}
