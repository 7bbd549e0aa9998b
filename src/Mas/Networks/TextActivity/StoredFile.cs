namespace Mas.Networks.TextActivity;

/// <summary>A file of stored texts: as many little-endian numbers of four bytes for each text.</summary>
/// <param name="Name">In the folder of the entry.</param>
/// <param name="TextBytes">Bytes of each text.</param>
internal sealed record StoredFile(string Name, long TextBytes)
{
    /// <summary>Tokens, predictions, margins and losses.</summary>
    public static IReadOnlyList<StoredFile> Of(TextKey key) =>
    [
        .. ((string[])["tokens.int32", "predicted.int32", "margins.float32"])
            .Select(name => new StoredFile(name, key.Length * sizeof(int))),
        new("losses.float32", sizeof(float)), // one number for each text
    ];

    /// <summary>Latents of a site.</summary>
    /// <param name="site">The block that the stream enters.</param>
    public static StoredFile Of(TextKey key, int site) =>
        new(Invariant($"layer.{site}.float32"), (long)key.Length * key.Model.Config.Width * sizeof(float));
}
