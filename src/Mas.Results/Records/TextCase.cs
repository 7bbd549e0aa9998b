namespace Mas.Results.Records;

/// <summary>Where and how activity was exchanged: all that directions of one picture have in common.</summary>
/// <param name="Site">Of the source networks, which name it alike.</param>
internal sealed record TextCase(string Site, string Method, int Size)
{
    private const string Block = "layer.";

    public static TextCase Of(TextDirection direction) => new(direction.Site, direction.Method, direction.Size);

    /// <summary>k of <c>layer.k</c>; null of another site.</summary>
    public int? Layer => Site.StartsWith(Block, StringComparison.Ordinal)
        && int.TryParse(Site.AsSpan(Block.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int layer) ? layer : null;

    /// <summary>Whether a latent there follows from its own token and place: to exchange it is to replace tokens.</summary>
    public bool IsInput => Site == "embedding" || Layer == 0;

    public override string ToString() => $"{MethodName.Of(Method)}, size {Size}, at {Site}";
}
