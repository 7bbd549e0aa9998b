using System.Collections;
using Mas.Interchange;

namespace Mas.Language;

/// <summary>The pairs of the figure with later tokens (<c>method.md</c> section 11): one p a pair, drawn from the window. Positions 0 … p
/// of the target's stream are exchanged; after p the target reads the source's tokens, and what the source predicts at p and at every
/// later position is a label.</summary>
/// <remarks>A pair is a pure function of the seed and its number: drawn when it is asked for, never kept.</remarks>
/// <param name="texts">Texts of the split.</param>
/// <param name="source">Gives the tokens and the labels.</param>
internal sealed class LaterPredictions(ulong seed, int count, IReadOnlyList<int> texts, TextPool source, TextWindow window)
    : IReadOnlyList<Intervention>
{
    public int Count => count;

    public Intervention this[int number]
    {
        get
        {
            var random = new SeededRandom(SeededRandom.Derive(seed, "later", number));
            int from = texts[random.Next(texts.Count)], into = texts[random.Next(texts.Count)];
            return At(source, from, into, window.First, window.From + random.Next(window.Count));
        }
    }

    /// <summary>One of them.</summary>
    /// <param name="from">Text of the source.</param>
    /// <param name="into">Text of the target.</param>
    /// <param name="first">First position that is exchanged.</param>
    /// <param name="position">p.</param>
    public static Intervention At(TextPool source, int from, int into, int first, int position)
    {
        int[] labels = [.. Enumerable.Range(position, source.Length - position).Select(at => source.Label(from, at))];
        // The last label is never fed: nothing is predicted after it.
        int[] fed = [.. source.Rows.Row(from)[(position + 1)..], labels[^1]];
        return new Intervention([new Donor(0, from, position)], into, first, position, fed, [.. labels.Select(_ => true)])
        {
            Labels = labels,
        };
    }

    public IEnumerator<Intervention> GetEnumerator() => Enumerable.Range(0, count).Select(number => this[number]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
