namespace Mas.Caches;

/// <summary>What was removed from a cache.</summary>
/// <param name="Left">Bytes that are still there.</param>
/// <param name="InUse">Entries that would have been removed too, if nobody had used them.</param>
internal sealed record Pruned(IReadOnlyList<CacheEntry> Removed, long Left, IReadOnlyList<CacheEntry> InUse)
{
    public long Freed => Removed.Sum(entry => entry.Bytes);
}

/// <summary>Removes what has not been used for the longest time.</summary>
/// <param name="Most">Bytes that may stay; null for any number.</param>
/// <param name="UsedSince">What was used last before this goes; null for no such rule.</param>
internal sealed record CachePruning(long? Most, DateTime? UsedSince = null)
{
    /// <summary>The environment variable with the size that a cache may have.</summary>
    public const string Variable = "MAS_CACHE_LIMIT";

    // A process that is at work renames its folder within seconds.
    private static readonly TimeSpan s_leftoverAfter = TimeSpan.FromHours(1);

    /// <summary>The limit that the environment sets; null where it sets none.</summary>
    /// <param name="variable">Value of an environment variable, or null; null for the environment of the process.</param>
    /// <exception cref="InputException">It is no size.</exception>
    public static long? Limit(Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        return variable(Variable) is not { Length: > 0 } set ? null : ByteSize.Parse(set)
            ?? throw new InputException($"{Variable} is '{MessageLimits.Cut(set, 40)}'; give a size such as 20GB or 500MB");
    }

    /// <summary>Removes from a cache.</summary>
    /// <exception cref="InputException">Something cannot be read or removed.</exception>
    public Pruned Apply(string folder)
    {
        CacheContent content = CacheContent.Read(folder);
        long left = content.Bytes;
        List<CacheEntry> removed = [], inUse = [];
        foreach (CacheEntry entry in content.Entries.Reverse())
        {
            if (!(left > Most || entry.LastUsed < UsedSince || IsOldLeftover(entry)))
                continue;
            if (!entry.Remove())
            {
                inUse.Add(entry);
                continue;
            }
            removed.Add(entry);
            left -= entry.Bytes;
        }
        return new Pruned(removed, left, inUse);
    }

    /// <summary>Keeps a cache within the limit of the environment, after something was written into it.</summary>
    /// <param name="say">Takes one sentence for what is removed, and one where the limit cannot be kept.</param>
    /// <param name="variable">Value of an environment variable, or null; null for the environment of the process.</param>
    public static void Enforce(string folder, Action<string>? say, Func<string, string?>? variable = null)
    {
        if (Limit(variable) is not long most)
            return;
        Pruned pruned = new CachePruning(most).Apply(folder);
        foreach (CacheEntry entry in pruned.Removed)
            say?.Invoke($"the cache was larger than {Variable} allows ({ByteSize.Text(most)}): {entry.Kind.Word()} {entry.Name[..12]} "
                + $"({entry.What}), {ByteSize.Text(entry.Bytes)}, last used {entry.LastUsed:yyyy-MM-dd}, was removed");
        if (pruned.Left > most)
            say?.Invoke($"the cache has {ByteSize.Text(pruned.Left)}, more than {Variable} allows ({ByteSize.Text(most)}), and all of it "
                + "is in use; set a larger limit");
    }

    private static bool IsOldLeftover(CacheEntry entry) =>
        entry.Kind == CacheKind.Leftover && entry.LastUsed < DateTime.UtcNow - s_leftoverAfter;
}
