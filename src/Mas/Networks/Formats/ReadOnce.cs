namespace Mas.Networks.Formats;

/// <summary>While one is open, this thread reads what a network's folder says of itself only once: a sweep reads thousands of experiments
/// of
/// the same few networks.</summary>
internal sealed class ReadOnce : IDisposable
{
    [ThreadStatic]
    private static Dictionary<(string, string?, Type), object>? t_known;

    public ReadOnce() => t_known = [];

    public void Dispose() => t_known = null;

    /// <summary>What was read before, or is read now. What cannot be read is tried each time.</summary>
    public static T Of<T>(string path, string? other, Func<T> read)
        where T : notnull
    {
        if (t_known is not { } known)
            return read();
        if (known.TryGetValue((path, other, typeof(T)), out object? earlier))
            return (T)earlier;
        T fresh = read();
        known[(path, other, typeof(T))] = fresh;
        return fresh;
    }
}
