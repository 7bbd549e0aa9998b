using Mas.Causal;
using Mas.Results;
using Mas.Tensors;

namespace Mas.Tasks;

/// <summary>
/// Numeric equivalence: <c>B</c>, N demonstration tokens, <c>T</c>, g(N) response tokens, <c>E</c>.
/// Which task of the family it is, is data (<see cref="NumericRule"/>); which algorithm is asked about, is the causal model.
/// </summary>
/// <remarks>A natural sequence is the causal model's own run from the start, so that sampling, replay and
/// counterfactual continuation cannot disagree.</remarks>
public sealed class NumericTask<TState> : SequenceTask
    where TState : struct
{
    private readonly NumericRule _rule;
    private readonly CausalModel<NumericToken, TState> _model;
    private readonly NumericWords _words;
    private readonly int[][] _quantities;

    /// <summary>The task of this rule, asked about this algorithm.</summary>
    /// <exception cref="InputException">An option is out of range.</exception>
    public NumericTask(NumericRule rule, CausalModel<NumericToken, TState> model, TaskOptions options)
    {
        if (options.Errors() is { Count: > 0 } errors)
            throw new InputException(errors);
        _rule = rule;
        _model = model;
        _words = new(rule, options.Void > 0);
        _quantities = [.. Enum.GetValues<QuantityChoice>().Select(options.Quantities)];
        Options = options;
    }

    /// <inheritdoc/>
    public override string Name => _rule.Name;

    /// <inheritdoc/>
    public override Vocabulary Vocabulary => _words.Vocabulary;

    /// <inheritdoc/>
    public override TaskOptions Options { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<CausalVariable> Variables => _model.Variables;

    /// <inheritdoc/>
    public override int[] Sample(ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All)
    {
        int[] choices = _quantities[(int)quantities];
        if (choices.Length == 0)
            throw new InputException($"the task {Name} has no quantities that are held out; list some", key: "task.held_out");
        List<int> tokens = [Vocabulary.Bos];
        Run(_model.Start(choices[random.Next(choices.Length)]), NumericToken.Begin, ref random, tokens, null);
        return [.. tokens];
    }

    /// <inheritdoc/>
    public override TaskTrace Trace(ReadOnlySpan<int> tokens)
    {
        int quantity = CheckedQuantity(tokens), variables = Variables.Count;
        CausalValue[] values = new CausalValue[(tokens.Length - 1) * variables];
        bool[] taskTokens = new bool[tokens.Length];
        List<int> eligible = new(tokens.Length);

        TState state = _model.Start(quantity);
        NumericToken kind = NumericToken.Begin;
        for (int t = 0; t < tokens.Length; t++)
        {
            (state, kind) = Step(state, kind, tokens, t);
            taskTokens[t] = IsTaskToken(kind);
            if (kind is NumericToken.Demo or NumericToken.Void or NumericToken.Response)
                eligible.Add(t);
            if (t < tokens.Length - 1)
                ReadInto(values.AsSpan(t * variables, variables), state);
        }
        return kind == NumericToken.End
            ? new(quantity, values, taskTokens, [.. eligible])
            : throw NotOfTheTask(tokens, $"it ends where {_words.Describe(_model.Due(state))} is due");
    }

    /// <inheritdoc/>
    public override Continuation? Counterfactual(ReadOnlySpan<int> target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, target.Length - 1);
        TState state = _model.Start(CheckedQuantity(target));
        NumericToken kind = NumericToken.Begin;
        for (int t = 0; t <= position; t++)
            (state, kind) = Step(state, kind, target, t);
        if (_model.Overwritten(state, values) is not TState overwritten)
            return null;

        List<int> tokens = new(64);
        List<bool> scored = new(64);
        CausalValue[] valuesAfter = new CausalValue[Variables.Count];
        ReadInto(valuesAfter, overwritten);
        Run(overwritten, kind, ref random, tokens, scored);
        return new([.. tokens], [.. scored], valuesAfter);
    }

    /// <summary>Lets the causal model run to <c>E</c>; a void token may come before a demonstration token, but not two.</summary>
    private void Run(TState state, NumericToken last, ref SeededRandom random, List<int> tokens, List<bool>? scored)
    {
        while (last != NumericToken.End)
        {
            NumericToken next = _model.Due(state);
            if (next == NumericToken.Demo && last != NumericToken.Void && Options.Void > 0 && random.NextDouble() < Options.Void)
                next = NumericToken.Void;
            tokens.Add(_words.Draw(next, ref random));
            scored?.Add(IsTaskToken(next));
            state = _model.Consume(state, next);
            last = next;
        }
    }

    /// <summary>Consumes the token at <paramref name="t"/>, which must be what is due.</summary>
    private (TState State, NumericToken Kind) Step(TState state, NumericToken last, ReadOnlySpan<int> tokens, int t)
    {
        NumericToken kind = t == 0 ? NumericToken.Begin : _model.Due(state);
        if (kind == NumericToken.Demo && last != NumericToken.Void && _words.Is(tokens[t], NumericToken.Void))
            kind = NumericToken.Void;
        if (last == NumericToken.End)
            throw NotOfTheTask(tokens, $"{Vocabulary.Word(tokens[t])} at position {t} follows E");
        if (!_words.Is(tokens[t], kind))
            throw NotOfTheTask(tokens, $"{Vocabulary.Word(tokens[t])} stands at position {t}, where {_words.Describe(kind)} is due");
        return (_model.Consume(state, kind), kind);
    }

    private int CheckedQuantity(ReadOnlySpan<int> tokens)
    {
        int quantity = _words.Quantity(tokens);
        return quantity >= Options.SmallestQuantity && quantity <= Options.LargestQuantity
            ? quantity
            : throw NotOfTheTask(tokens, $"its quantity is {quantity}, and the task's are {Options.SmallestQuantity} to {Options.LargestQuantity}");
    }

    private void ReadInto(Span<CausalValue> values, TState state)
    {
        for (int v = 0; v < values.Length; v++)
            values[v] = _model.Read(state, v);
    }

    private static bool IsTaskToken(NumericToken kind) => kind is NumericToken.Response or NumericToken.End;

    private InputException NotOfTheTask(ReadOnlySpan<int> tokens, string why) =>
        new($"'{Vocabulary.Print(tokens)}' is not a sequence of the task {Name}: {why}");
}
