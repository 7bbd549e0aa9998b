using System.Collections;
using Mas.Interchange;

namespace Mas.Language;

/// <summary>Pairs of a source text and a target text, drawn with replacement: positions 0 … p of the target's stream are exchanged with
/// the source's, and the label is what the source model predicts at p. One pair stands for all its p: it is exchanged up to the last of
/// them, and read at each.</summary>
/// <remarks>A pair is a pure function of the seed and its number: drawn when it is asked for, never kept.</remarks>
/// <param name="texts">Texts of the split.</param>
/// <param name="source">Gives the labels.</param>
/// <param name="scored">How many positions are drawn for each pair, without replacement; null for all.</param>
internal sealed class TextInterventions(
    ulong seed, int count, IReadOnlyList<int> texts, TextPool source, TextWindow window, int? scored = null) : IReadOnlyList<Intervention>
{
    public int Count => count;

    /// <summary>The two texts of a pair.</summary>
    public (int Source, int Target) Texts(int number)
    {
        SeededRandom random = Random(number);
        return Texts(ref random);
    }

    public Intervention this[int number]
    {
        get
        {
            SeededRandom random = Random(number);
            (int from, int into) = Texts(ref random);
            int[] positions = Positions(ref random);
            int last = positions[^1];
            int[] labels = Array.ConvertAll(positions, position => source.Label(from, position));
            return new Intervention([new Donor(0, from, last)], into, window.First, last, [labels[^1]], [true])
            {
                IsCut = true,
                Earlier = (Array.ConvertAll(positions[..^1], position => position - last), labels[..^1]),
            };
        }
    }

    private SeededRandom Random(int number) => new(SeededRandom.Derive(seed, "pair", number));

    private (int Source, int Target) Texts(ref SeededRandom random) => (texts[random.Next(texts.Count)], texts[random.Next(texts.Count)]);

    private int[] Positions(ref SeededRandom random)
    {
        int[] all = [.. Enumerable.Range(window.From, window.Count)];
        if (scored is not int most || most >= all.Length)
            return all;
        // The first places of a shuffle are a draw without replacement.
        for (int i = 0; i < most; i++)
        {
            int other = i + random.Next(all.Length - i);
            (all[i], all[other]) = (all[other], all[i]);
        }
        int[] drawn = all[..most];
        Array.Sort(drawn);
        return drawn;
    }

    public IEnumerator<Intervention> GetEnumerator() => Enumerable.Range(0, count).Select(number => this[number]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
