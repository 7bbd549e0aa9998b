using Mas.Networks.FeedForward;
using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.Networks.Scripted;
using Mas.Networks.Transformers;

namespace Mas.Networks.Folders;

/// <summary>Every kind of stored network.</summary>
internal static class KnownFormats
{
    /// <summary>In the order in which messages name them.</summary>
    public static IReadOnlyList<NetworkFormat> All { get; } =
    [
        new GruArchitecture(),
        new LstmArchitecture(),
        new RnnArchitecture(),
        new TransformerArchitecture(),
        new MlpArchitecture(),
    ];

    /// <summary>Those that can be trained here.</summary>
    public static IReadOnlyList<TrainableArchitecture> Trainable { get; } = [.. All.OfType<TrainableArchitecture>()];

    public static TrainableArchitecture? Find(string name) => Trainable.FirstOrDefault(one => one.Name == name);

    /// <summary>The architecture of that name, which networks are to be trained with.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static TrainableArchitecture Named(string name) =>
        Find(name) ?? throw new InputException(Unknown(name, Trainable.Select(one => one.Name)), key: "train.architecture");

    /// <summary>What to say of a name that no kind of stored network has.</summary>
    public static string Unknown(string name) => Unknown(name, [.. All.Select(one => one.Name), ScriptedConfig.ArchitectureName]);

    private static string Unknown(string name, IEnumerable<string> known) =>
        $"the architecture '{name}' is unknown; available are {string.Join(", ", known)}";
}
