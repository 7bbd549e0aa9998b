using Mas.Networks.Formats;
using Mas.NetworkTraining;
using Mas.Tasks;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.NetworkTraining;

/// <summary>A task and a network that are small enough to be trained in a test.</summary>
internal static class SmallTraining
{
    public static SequenceTask Task { get; } = KnownTasks.Named("single-object", new TaskOptions { LargestQuantity = 3, HeldOut = [] })!;

    /// <summary>Learns the task.</summary>
    public static NetworkTrainingOptions Options { get; } =
        new() { Architecture = "gru", Width = 16, HeadWidth = 16, Seed = 1, Batch = 32, Steps = 400, AcceptedOn = 64 };

    /// <summary>Only a few updates.</summary>
    public static NetworkTrainingOptions Short { get; } = Options with { Steps = 3 };

    public static TrainedNetwork Train(NetworkTrainingOptions options) =>
        NetworkTrainer.Train(Task, options, cancellation: TestContext.Current.CancellationToken);

    public static byte[] Bytes(IReadOnlyDictionary<string, Tensor> weights) => [.. weights.OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => pair.Value).SelectMany(weight => weight.bytes.ToArray())];
}
