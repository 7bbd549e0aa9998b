using Mas.Causal;

namespace Mas.Tasks;

/// <summary>Which token ids stand for which kind of token in a task of the numeric family.</summary>
/// <remarks>Only the kind that is due tells what a token means: in same-object one word both demonstrates and responds.</remarks>
internal sealed class NumericWords
{
    private readonly int[] _demo;
    private readonly int _trigger, _response, _void;

    public NumericWords(NumericRule rule, bool withVoid)
    {
        Vocabulary = new([.. rule.DemoWords, rule.ResponseWord, "T", .. withVoid ? ["U"] : Array.Empty<string>()]);
        _demo = [.. rule.DemoWords.Select(Vocabulary.Id)];
        _response = Vocabulary.Id(rule.ResponseWord);
        _trigger = Vocabulary.Id("T");
        _void = withVoid ? Vocabulary.Id("U") : -1;
    }

    public Vocabulary Vocabulary { get; }

    /// <summary>A token of this kind.</summary>
    public int Draw(NumericToken kind, ref SeededRandom random) => kind switch
    {
        NumericToken.Begin => Vocabulary.Bos,
        NumericToken.Demo => _demo[random.Next(_demo.Length)],
        NumericToken.Void => _void,
        NumericToken.Trigger => _trigger,
        NumericToken.Response => _response,
        _ => Vocabulary.Eos,
    };

    /// <summary>Whether the token can be read as one of this kind.</summary>
    public bool Is(int token, NumericToken kind) => kind switch
    {
        NumericToken.Begin => token == Vocabulary.Bos,
        NumericToken.Demo => _demo.AsSpan().Contains(token),
        NumericToken.Void => token == _void,
        NumericToken.Trigger => token == _trigger,
        NumericToken.Response => token == _response,
        _ => token == Vocabulary.Eos,
    };

    /// <summary>The words of this kind, for messages.</summary>
    public string Describe(NumericToken kind) => kind switch
    {
        NumericToken.Demo => string.Join(" or ", _demo.Select(Vocabulary.Word)),
        NumericToken.Begin => "B",
        NumericToken.Void => "U",
        NumericToken.Trigger => "T",
        NumericToken.Response => Vocabulary.Word(_response),
        _ => "E",
    };

    /// <summary>N: demonstration tokens before the trigger.</summary>
    public int Quantity(ReadOnlySpan<int> tokens)
    {
        int quantity = 0;
        for (int t = 1; t < tokens.Length && tokens[t] != _trigger; t++)
            quantity += Is(tokens[t], NumericToken.Demo) ? 1 : 0;
        return quantity;
    }
}
