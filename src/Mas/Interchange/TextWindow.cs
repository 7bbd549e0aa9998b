namespace Mas.Interchange;

/// <summary>Where texts are exchanged and scored (<c>method.md</c> section 11).</summary>
/// <param name="First">The first position that is exchanged: 1 where position 0, the attention sink, stays the target's own.</param>
/// <param name="From">The first position at which a prediction is scored.</param>
/// <param name="Until">The position after the last such one.</param>
internal sealed record TextWindow(int First, int From, int Until)
{
    private const int Margin = 10;

    /// <summary>Fewest tokens that a text may have with its continuation.</summary>
    public const int Shortest = 2 * Margin + 1;

    /// <summary>Positions at which predictions are scored.</summary>
    public int Count => Until - From;

    /// <summary>That of texts of a length.</summary>
    /// <param name="exchangesFirst">Whether position 0 is exchanged like the others.</param>
    public static TextWindow Of(int length, bool exchangesFirst) => new(exchangesFirst ? 0 : 1, Margin, length - Margin);
}
