using System.Security.Cryptography;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Networks;

/// <summary>A network that a C# program has in its hands; it stays the program's. Its ids are those of the task.</summary>
/// <param name="Network">The network.</param>
public sealed record GivenNetwork(Network Network) : NetworkSource
{
    /// <summary>Its key in the file that a run writes; no file with it can be read.</summary>
    public const string FileKey = "given";

    private const int HashedSequences = 32;

    public override string Key => FileKey;

    internal override IReadOnlyList<Site> KnownSites => Network.Sites;

    public override bool IsStored => true;

    internal override bool ReadsVectors => true;

    internal override string OtherWeights => "; it was given by a program.";

    public override string Entry(Func<string, string> quoted) =>
        $"{FileKey}: {quoted($"{Network.Architecture}, given by a program: this file cannot be read back")}";

    internal override NetworkCost Cost(SequenceTask task) =>
        new(Network.Sites, "given by the program", new(FileKey, "give smaller networks")) { Parameters = Network.ParameterCount };

    internal override NotLearned NotLearned(int index) => new("train it further, or set Insist to compare it all the same", IsInput: true);

    internal override OpenedSource Open(NetworkRequest request) => Network.Device.Name == request.Device.Name
        ? new(Network, FileKey, Hash(request.Task)) { IsBorrowed = true }
        : throw new InputException(
            $"network '{request.Name}' is on {Network.Device.Name}, and the comparison on {request.Device.Name}; "
            + "bring all networks to one device");

    // Its weights are not known by name: it is told from others by what it does.
    private string Hash(SequenceTask task)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var random = new SeededRandom(1);
        TokenRows rows = task.Rows(HashedSequences, QuantityChoice.Trained, ref random);
        using RunnableActivity recording = Network.Record(rows, Network.Sites[^1]);
        // Where there is a continuous input, activity is at the first position.
        int[] positions = task.FeatureWidth > 0 ? rows.Offsets[..^1] : Array.ConvertAll(rows.Offsets[1..], end => end - 2);
        TensorData latents = TensorFile.ToData("latents", recording.Latents(positions));
        TensorData logits = TensorFile.ToData("logits", recording.Logits(positions));
        return Convert.ToHexStringLower(SHA256.HashData([.. latents.Bytes.Span, .. logits.Bytes.Span]));
    }
}
