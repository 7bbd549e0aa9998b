using System.Security.Cryptography;
using System.Text;
using Mas.Tasks;

namespace Mas.NetworkTraining;

/// <summary>Names a trained network by everything that made it.</summary>
internal static class NetworkKey
{
    /// <summary>SHA-256, hexadecimal.</summary>
    public static string Of(SequenceTask task, NetworkTrainingOptions options) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Describe(task, options))));

    // Written out line by line: a record's own ToString prints a list as the name of its type.
    private static string Describe(SequenceTask task, NetworkTrainingOptions options)
    {
        (string Name, object Value)[] parts =
        [
            ("trainer", NetworkTrainer.Version),
            ("task", task.DataKey),
            ("vocabulary", string.Join(' ', task.Vocabulary.Words)),
            ("quantities", string.Join(' ', task.Options.Quantities(QuantityChoice.Trained))),
            ("void", task.Options.Void),
            ("architecture", options.Architecture),
            ("width", options.Width),
            ("head width", options.HeadWidth),
            ("seed", options.Seed),
            ("steps", options.Steps),
            ("batch", options.Batch),
            ("learning rate", options.LearningRate.Peak),
            ("last learning rate", options.LearningRate.Last),
            ("warm-up", options.LearningRate.WarmUp),
            ("until", options.LearningRate.Until),
            ("dropout", options.Dropout),
            ("largest gradient", options.LargestGradient),
            ("check every", options.CheckEvery),
            ("accepted on", options.AcceptedOn),
            // Where there is nothing to say, keys are what they were before there was such an option.
            .. options.Layers > 0 ? [("layers", options.Layers)] : Array.Empty<(string, object)>(),
            .. options.LeastSteps > 0 ? [("least steps", options.LeastSteps)] : Array.Empty<(string, object)>(),
        ];
        return string.Join('\n', parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Name}: {part.Value}")));
    }
}
