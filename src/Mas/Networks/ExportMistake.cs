namespace Mas.Networks;

/// <summary>A mistake that exports of weights are known to have, and what undoes it.</summary>
/// <param name="Cause">What is wrong, such as <c>the gates stand in the order update, reset, new</c>.</param>
/// <param name="Mend">What to do about it.</param>
/// <param name="Config">The network as it was meant.</param>
/// <param name="Undo">From name and weight to a fresh tensor, as it was meant.</param>
internal sealed record ExportMistake(string Cause, string Mend, NetworkConfig Config, Func<string, Tensor, Tensor> Undo)
{
    /// <summary>Under which name each stored weight was meant; null for its own.</summary>
    public Func<string, string>? Renamed { get; init; }

    /// <summary>The network as it was meant; fresh weights.</summary>
    public StoredNetwork Undone(StoredNetwork stored)
    {
        StoredNetwork undone = stored.With(Config, Undo);
        return Renamed is null ? undone
            : undone with { Weights = undone.Weights.ToDictionary(pair => Renamed(pair.Key), pair => pair.Value) };
    }

    /// <summary>A mistake in the configuration alone.</summary>
    public static ExportMistake OfConfig(string cause, string mend, NetworkConfig config) =>
        new(cause, mend, config, (_, weight) => weight.clone());

    /// <summary>A mistake in some of the weights.</summary>
    public static ExportMistake OfWeights(
        string cause, string mend, NetworkConfig config, IReadOnlyCollection<string> names, Func<Tensor, Tensor> undo) =>
        new(cause, mend, config, (name, weight) => names.Contains(name) ? undo(weight) : weight.clone());
}
