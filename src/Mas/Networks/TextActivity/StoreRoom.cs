using Mas.Caches;

namespace Mas.Networks.TextActivity;

/// <summary>Whether the disk has room for what is to be stored.</summary>
internal static class StoreRoom
{
    /// <param name="folder">One that is there.</param>
    /// <param name="needed">Bytes that are not yet written.</param>
    /// <exception cref="InputException">There is less.</exception>
    public static void Require(string folder, TextKey key, double needed)
    {
        long free = new DriveInfo(folder).AvailableFreeSpace;
        if (needed > free)
            throw new InputException(
                $"{key.About}, take {ByteSize.Text((long)needed)} more on the disk, and {ByteSize.Text(free)} are free; "
                + "free some space ('mas cache prune' removes what was not used for long), or name another cache folder with --cache or "
                + "MAS_CACHE", folder);
    }
}
