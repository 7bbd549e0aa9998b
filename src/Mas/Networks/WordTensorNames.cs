namespace Mas.Networks;

/// <summary>Finds the embedding and a linear head under whatever names they are stored: as the tensors of their shapes that are nothing
/// else. An embedding has no bias beside it.</summary>
/// <param name="stored">Of the network whose other tensors are found already.</param>
/// <param name="others">Checkpoint names of these.</param>
internal sealed class WordTensorNames(StoredTensors stored, IReadOnlyCollection<string> others)
{
    public const string Embedding = "embedding.weight", Head = "head.weight", HeadBias = "head.bias";

    /// <summary>What is found beside the names that are given; nothing of what several tensors may be.</summary>
    /// <param name="given">By checkpoint name.</param>
    /// <param name="embedding">Its shape, [vocab, width].</param>
    /// <param name="head">Its shape, likewise; null where the head is not linear.</param>
    public Dictionary<string, string?> Beside(IReadOnlyDictionary<string, string?> given, long[] embedding, long[]? head)
    {
        var names = new Dictionary<string, string?>(given);
        if (IsOpen(Embedding, given)
            && Left(embedding, given).Where(name => BiasOf(name, embedding[0]) is null).ToArray() is [string found])
            names[Embedding] = found;
        if (head is not null && IsOpen(Head, given)
            && Left(head, given).Except([names.GetValueOrDefault(Embedding)]).ToArray() is [string weight])
        {
            names[Head] = weight;
            names.TryAdd(HeadBias, BiasOf(weight, embedding[0]));
        }
        return names;
    }

    private bool IsOpen(string name, IReadOnlyDictionary<string, string?> given) =>
        !given.ContainsKey(name) && stored.Entry(name) is null;

    private IEnumerable<string> Left(long[] shape, IReadOnlyDictionary<string, string?> given) =>
        stored.OfShape(shape, [.. others, .. ((string[])[Embedding, Head]).Where(name => !IsOpen(name, given))]);

    // Its name but for the last word.
    private string? BiasOf(string weight, long words)
    {
        string bias = weight.EndsWith("weight", StringComparison.Ordinal) ? weight[..^"weight".Length] + "bias" : "";
        return stored.Wanted.Contains(bias) && stored.Shape(bias).SequenceEqual([words]) ? bias : null;
    }
}
