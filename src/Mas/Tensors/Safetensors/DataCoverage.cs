namespace Mas.Tensors.Safetensors;

/// <summary>The tensors must cover the data exactly: no hole, no overlap, nothing before or after.</summary>
internal static class DataCoverage
{
    /// <summary>Returns the entries in the order of their data.</summary>
    public static IReadOnlyList<TensorEntry> Check(IReadOnlyList<TensorEntry> entries, long dataLength, string path)
    {
        TensorEntry[] sorted = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long covered = 0;
        foreach (TensorEntry entry in sorted)
        {
            if (entry.End > dataLength)
                throw new InputException($"tensor {HeaderParser.Shown(entry.Name)} ends at byte {entry.End} of the data, but the file has only {dataLength}; it is cut off", path);
            if (entry.Begin > covered)
                throw new InputException($"the bytes from {covered} up to {entry.Begin} of the data, before tensor {HeaderParser.Shown(entry.Name)}, belong to no tensor; holes are not allowed", path);
            if (entry.Begin < covered)
                throw new InputException($"tensor {HeaderParser.Shown(entry.Name)} begins at byte {entry.Begin} of the data, where another still lies; tensors may not overlap", path);
            covered = entry.End;
        }
        if (covered < dataLength)
            throw new InputException($"{dataLength - covered} bytes follow the last tensor; nothing may", path);
        return sorted;
    }
}
