using System.Collections.Immutable;

namespace Mas.Tasks.Texts;

/// <summary>A text, cut to as many tokens as all others.</summary>
/// <param name="Line">The line of the file that it stands on.</param>
/// <param name="Split"><c>train</c>, <c>validation</c> or <c>test</c>.</param>
/// <param name="Ids">[context] its first tokens.</param>
internal sealed record CutText(int Line, string Split, ImmutableArray<int> Ids)
{
    /// <summary>[context] after how many UTF-16 units of the text each token ends, as <see cref="Tokenisers.TokenPlaces"/>; empty where
    /// it was not asked for.</summary>
    public IReadOnlyList<int> Places { get; init; } = [];
}

/// <summary>Texts of a file, in the order of its lines.</summary>
/// <param name="Texts">At least one of each split; no two with the same ids.</param>
/// <param name="Lines">Lines of the file.</param>
/// <param name="Empty">Lines that say nothing.</param>
/// <param name="Short">Texts that were left out because they have fewer tokens, of those that were drawn.</param>
/// <param name="Repeated">Texts that were left out because another has the same tokens, of those that were drawn.</param>
/// <param name="NotDrawn">Texts that were not needed, however long they are.</param>
internal sealed record TextSample(
    ImmutableArray<CutText> Texts, int Context, long Lines, long Empty, long Short, long Repeated, long NotDrawn)
{
    /// <summary>The texts of a split.</summary>
    public IEnumerable<CutText> Of(string split) => Texts.Where(text => text.Split == split);
}
