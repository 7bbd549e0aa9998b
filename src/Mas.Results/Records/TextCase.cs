namespace Mas.Results.Records;

/// <summary>Where and how activity was exchanged: all that directions of one picture have in common.</summary>
/// <param name="Site">Of all networks; where they differ, what their sites are called together.</param>
internal sealed record TextCase(string Site, string Method, int Size)
{
    private const string Block = "layer.";

    public static TextCase Of(TextDirection direction) => new(direction.Place, direction.Method, direction.Size);

    /// <summary>k of <c>layer.k</c>; null of another site.</summary>
    public int? Layer => Site.StartsWith(Block, StringComparison.Ordinal)
        && int.TryParse(Site.AsSpan(Block.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int layer) ? layer : null;

    /// <summary>Whether a latent there follows from its own token and place: to exchange it is to replace tokens.</summary>
    public static bool IsInput(string site) => site is "embedding" or "layer.0";

    public override string ToString() => $"{MethodName.Of(Method)}, size {Size}, at {Site}";
}
