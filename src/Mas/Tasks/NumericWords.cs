using Mas.Causal;

namespace Mas.Tasks;

/// <summary>Which token ids stand for which kind of token in a task of the numeric family.</summary>
/// <remarks>Only the kind that is due tells what a token means: in same-object one word both demonstrates and responds.</remarks>
internal sealed class NumericWords
{
    private readonly int[][] _ids; // by kind

    public NumericWords(NumericRule rule, bool withVoid)
    {
        Vocabulary = new([.. rule.DemoWords, rule.ResponseWord, "T", .. withVoid ? ["U"] : Array.Empty<string>()]);
        _ids = [.. Enum.GetValues<NumericToken>().Select(kind => kind switch
        {
            NumericToken.Begin => [Vocabulary.Bos],
            NumericToken.Demo => [.. rule.DemoWords.Select(Vocabulary.Id)],
            NumericToken.Void => withVoid ? [Vocabulary.Id("U")] : [],
            NumericToken.Trigger => [Vocabulary.Id("T")],
            NumericToken.Response => [Vocabulary.Id(rule.ResponseWord)],
            _ => (int[])[Vocabulary.Eos],
        })];
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>A token of this kind; only demonstration tokens are drawn.</summary>
    public int Draw(NumericToken kind, ref SeededRandom random)
    {
        int[] ids = _ids[(int)kind];
        return ids[kind == NumericToken.Demo ? random.Next(ids.Length) : 0];
    }

    public bool Is(int token, NumericToken kind) => _ids[(int)kind].AsSpan().Contains(token);

    /// <summary>The words of this kind, for messages.</summary>
    public string Describe(NumericToken kind) => string.Join(" or ", _ids[(int)kind].Select(Vocabulary.Word));

    /// <summary>N: demonstration tokens before the trigger.</summary>
    public int Quantity(ReadOnlySpan<int> tokens)
    {
        int quantity = 0;
        for (int t = 1; t < tokens.Length && !Is(tokens[t], NumericToken.Trigger); t++)
            quantity += Is(tokens[t], NumericToken.Demo) ? 1 : 0;
        return quantity;
    }
}
