using Mas.Causal;

namespace Mas.Tasks;

/// <summary>Arithmetic: <c>B n v0 op a = v1 , op a = v2 , … E</c>, n operations with all values in 0..20. n and v0 are uniform; the
/// operator is a fair coin, but at 20 only <c>-</c> and at 0 only <c>+</c>; the operand is uniform among those whose result stays in 0..20.
/// Scored are <c>=</c>, results, <c>,</c> and <c>E</c>.</summary>
/// <remarks>The quantity is n. A network reads n as a word and could not understand one that it has never seen, so that none is held out,
/// whatever the options say. Interventions write after <c>=</c>, results and commas; they read anywhere, or where roles are
/// named.</remarks>
internal sealed class ArithmeticTask : CausalTask<ArithmeticToken, ArithmeticState>
{
    private readonly int[] _numbers, _operators;
    private readonly int _equals, _comma;

    /// <exception cref="InputException">An option is out of range.</exception>
    public ArithmeticTask(CausalModel<ArithmeticToken, ArithmeticState> model, TaskOptions options)
        : base(model, options with { HeldOut = [] }, EligibleRoles.Arithmetic)
    {
        if (options.LargestQuantity > Arithmetic.Largest)
            throw new InputException($"the task arithmetic has words for at most {Arithmetic.Largest} operations, "
                + $"not for {options.LargestQuantity}; give a smaller largest quantity", key: "task.quantities");
        options.ThrowIfVoid(Name);
        string[] numbers = [.. Enumerable.Range(0, Arithmetic.Largest + 1).Select(number => Invariant($"{number}"))];
        string[] operators = ["+", "-"];
        Vocabulary = new([.. numbers, .. operators, "=", ","]);
        _numbers = [.. numbers.Select(Vocabulary.Id)];
        _operators = [.. operators.Select(Vocabulary.Id)];
        (_equals, _comma) = (Vocabulary.Id("="), Vocabulary.Id(","));
    }

    public override string Name => "arithmetic";

    public override Vocabulary Vocabulary { get; }

    private protected override ArithmeticToken Begin => new(ArithmeticPart.Begin);

    private protected override int Quantity(ReadOnlySpan<int> tokens) => tokens.Length > 1 ? Array.IndexOf(_numbers, tokens[1]) : 0;

    private protected override ArithmeticToken? Understand(int word, ArithmeticState state, ArithmeticToken last)
    {
        ArithmeticToken due = Model.Due(state);
        if (Words(due.Part) is not { } words)
            return word == Word(due.Part) ? due : null;
        int value = Array.IndexOf(words, word);
        ArithmeticToken token = new(due.Part, value);
        return value >= 0 && (due.Value ?? value) == value && Arithmetic.Allows(state, token) ? token : null;
    }

    private protected override ArithmeticToken Next(ArithmeticState state, ArithmeticToken last, ref SeededRandom random)
    {
        ArithmeticToken due = Model.Due(state);
        if (due.Value is not null || Words(due.Part) is not { } words)
            return due;
        int[] allowed = [.. Enumerable.Range(0, words.Length).Where(value => Arithmetic.Allows(state, due with { Value = value }))];
        return due with { Value = allowed[random.Next(allowed.Length)] };
    }

    private protected override int Word(ArithmeticToken token, ref SeededRandom random) =>
        Words(token.Part) is { } words ? words[token.Value!.Value] : Word(token.Part);

    private protected override TokenRole Role(ArithmeticToken token) => token.Part switch
    {
        ArithmeticPart.Equals => new(EligibleRoles.Equal, IsTask: true),
        ArithmeticPart.Result => new(EligibleRoles.Result, IsTask: true),
        ArithmeticPart.Comma => new(EligibleRoles.Comma, IsTask: true),
        ArithmeticPart.Begin => default,
        ArithmeticPart.End => new(null, IsTask: true),
        _ => new(null, IsTask: false, IsSource: true),
    };

    private protected override string Describe(ArithmeticToken token) => token switch
    {
        { Part: ArithmeticPart.Operator } => "an operator that keeps the value in 0..20",
        { Value: int value } => Vocabulary.Word(_numbers[value]),
        _ => Words(token.Part) is null ? Vocabulary.Word(Word(token.Part)) : "a number that keeps the value in 0..20",
    };

    /// <summary>The words of values 0, 1, … in this place; null where only one word can stand.</summary>
    private int[]? Words(ArithmeticPart part) => part switch
    {
        ArithmeticPart.Operator => _operators,
        ArithmeticPart.Operations or ArithmeticPart.First or ArithmeticPart.Operand or ArithmeticPart.Result => _numbers,
        _ => null,
    };

    private int Word(ArithmeticPart part) => part switch
    {
        ArithmeticPart.Begin => Vocabulary.Bos,
        ArithmeticPart.Equals => _equals,
        ArithmeticPart.Comma => _comma,
        _ => Vocabulary.Eos,
    };
}
