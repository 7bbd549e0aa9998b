using Mas.Tasks.Tokenisers;

namespace Mas.Tasks.Texts;

/// <summary>Rows of tokens for training. Each begins with the beginning of a text and goes on with others, each on a line of its own, until
/// it is full.</summary>
/// <param name="texts">[texts] tokens of each, the end of its line among them; none is empty.</param>
/// <param name="length">Tokens of a row.</param>
internal sealed class TrainingRows(IReadOnlyList<int[]> texts, int length)
{
    /// <summary>Tokens that are kept at most: the first ones of a longer file.</summary>
    public const int MostTokens = 1 << 22;

    public int Texts => texts.Count;

    /// <summary>Tokens of a row.</summary>
    public int Length => length;

    /// <summary>Reads the texts of a split, by which the text task splits too.</summary>
    /// <exception cref="InputException">The file is wrong.</exception>
    public static TrainingRows Of(TextFile file, Tokeniser tokeniser, string split, int length)
    {
        var kept = new List<int[]>();
        int tokens = 0;
        foreach (TextLine line in file.Read())
        {
            if (tokens >= MostTokens)
                break;
            if (line.IsEmpty || TextCut.SplitOf(line.Text) != split)
                continue;
            kept.Add(Ids(file, tokeniser, line));
            tokens += kept[^1].Length;
        }
        return new TrainingRows([.. kept.Where(text => text.Length > 0)], length);
    }

    /// <summary>[rows · length] row by row.</summary>
    public int[] Draw(int rows, ref SeededRandom random)
    {
        var drawn = new int[rows * length];
        for (int row = 0; row < rows; row++)
        {
            for (int at = 0; at < length;)
            {
                int[] text = texts[random.Next(texts.Count)];
                int count = Math.Min(text.Length, length - at);
                text.AsSpan(0, count).CopyTo(drawn.AsSpan(row * length + at));
                at += count;
            }
        }
        return drawn;
    }

    private static int[] Ids(TextFile file, Tokeniser tokeniser, TextLine line)
    {
        try
        {
            return tokeniser.Encode($"{line.Text}\n", SpecialTokens.None);
        }
        catch (InputException e)
        {
            throw new InputException(e.Errors[0].Message, file.Path, line.Line, inner: e);
        }
    }
}
