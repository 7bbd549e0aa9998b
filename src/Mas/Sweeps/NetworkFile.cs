namespace Mas.Sweeps;

/// <summary>The file of a network that is trained before the cells: the experiment of one of them, and which of its networks is meant.
/// </summary>
/// <param name="Index">Its place in the list of networks.</param>
internal sealed record NetworkFile(int Index, string Body)
{
    private const string IndexKey = "# network: ";

    public string Text => Invariant($"{IndexKey}{Index}\n{Body}");

    public static NetworkFile Of(SharedNetwork network, string body) => new(network.Index, body);

    /// <exception cref="InputException">The file cannot be read, or names no network.</exception>
    public static NetworkFile Read(string path)
    {
        string text = Experiments.Reading.ExperimentText.Read(path);
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        return end > 0 && text.StartsWith(IndexKey, StringComparison.Ordinal)
            && int.TryParse(text[IndexKey.Length..end], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            ? new(index, text[(end + 1)..])
            : throw new InputException($"its first line is not '{IndexKey}' and a number; plan the sweep again", path, 1);
    }
}
