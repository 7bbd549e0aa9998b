using Mas.Causal;

namespace Mas.Tasks;

/// <summary>A task whose natural sequences are its causal model's own runs from the start.</summary>
/// <remarks>Sampling, replay and counterfactual continuation are one loop, so that they cannot disagree.</remarks>
internal abstract class CausalTask<TToken, TState> : SequenceTask
    where TToken : struct
    where TState : struct
{
    private readonly int[][] _quantities;
    private readonly IReadOnlyList<string> _eligible;
    private readonly bool _readsSources;

    /// <exception cref="InputException">An option is out of range.</exception>
    private protected CausalTask(CausalModel<TToken, TState> model, TaskOptions options, EligibleRoles roles)
    {
        options.ThrowIfWrong();
        _eligible = roles.Of(options.Eligible, model.IsCarried);
        _readsSources = options.Eligible is null && model.IsCarried;
        Model = model;
        _quantities = [.. Enum.GetValues<QuantityChoice>().Select(options.Quantities)];
        Options = options;
    }

    public sealed override TaskOptions Options { get; }

    public sealed override IReadOnlyList<CausalVariable> Variables => Model.Variables;

    internal sealed override bool OverwritesOne => !Model.IsCarried;

    private protected CausalModel<TToken, TState> Model { get; }

    private protected abstract TToken Begin { get; }

    public sealed override int[] Sample(
        ref SeededRandom random, QuantityChoice quantities = QuantityChoice.All, Span<float> features = default)
    {
        int[] choices = _quantities[(int)quantities];
        if (choices.Length == 0)
            throw new InputException($"the task {Name} has no quantities that are held out; list some", key: "task.held_out");
        List<int> tokens = [Vocabulary.Bos];
        TState start = Model.Consume(Model.Start(choices[random.Next(choices.Length)]), Begin);
        Run(start, Begin, ref random, tokens, null);
        return [.. tokens];
    }

    public sealed override TaskTrace Trace(TaskSequence sequence) => Trace(sequence.Tokens, CheckedQuantity(sequence.Tokens), -1, []);

    public sealed override bool CanReplay => true;

    public sealed override TaskTrace Replay(
        TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ReadOnlySpan<int> continuation) =>
        Trace([.. target.Tokens[..(position + 1)], .. continuation], CheckedQuantity(target.Tokens), position, values);

    private TaskTrace Trace(ReadOnlySpan<int> tokens, int quantity, int overwritten, ReadOnlySpan<Overwrite> written)
    {
        int variables = Variables.Count;
        CausalValue[] values = new CausalValue[Math.Max(tokens.Length - 1, 0) * variables];
        bool[] taskTokens = new bool[tokens.Length];
        List<int> writable = new(tokens.Length), readable = new(tokens.Length);

        TState state = Model.Start(quantity);
        TToken token = Begin;
        for (int t = 0; t < tokens.Length; t++)
        {
            (state, token) = Step(state, token, tokens, t);
            TState left = t != overwritten ? state : Model.Overwritten(state, written)
                ?? throw new ArgumentException("This intervention is not admissible.", nameof(written));
            TokenRole role = Role(token);
            bool isWritable = IsEligible(role);
            taskTokens[t] = role.IsTask;
            if (isWritable)
                writable.Add(t);
            if (isWritable || (role.IsSource && _readsSources))
                readable.Add(t);
            if (t < tokens.Length - 1)
                ReadInto(values.AsSpan(t * variables, variables), left);
            state = Model.IsCarried ? left : state;
        }
        return tokens.Length > 0 && tokens[^1] == Vocabulary.Eos
            ? new(quantity, values, taskTokens, [.. writable], readable.SequenceEqual(writable) ? null : [.. readable])
            : throw NotOfTheTask(tokens, $"it ends where {Describe(Model.Due(state))} is due");
    }

    public sealed override Continuation? Counterfactual(
        TaskSequence target, int position, ReadOnlySpan<Overwrite> values, ref SeededRandom random)
    {
        ReadOnlySpan<int> tokens = target.Tokens;
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, tokens.Length - 1);
        TState state = Model.Start(CheckedQuantity(tokens));
        TToken token = Begin;
        for (int t = 0; t <= position; t++)
            (state, token) = Step(state, token, tokens, t);
        if (Model.Overwritten(state, values) is not TState overwritten)
            return null;

        CausalValue[] valuesAfter = new CausalValue[Variables.Count];
        ReadInto(valuesAfter, overwritten);
        if (!Model.IsCarried)
            return AsTheTarget(tokens, position, state, token) with
            {
                ValuesAfter = valuesAfter,
                Labels = [Word(Next(overwritten, token, ref random), ref random), .. tokens[(position + 2)..]],
            };
        List<int> continued = new(64);
        List<bool> scored = new(64);
        Run(overwritten, token, ref random, continued, scored);
        return new([.. continued], [.. scored], valuesAfter);
    }

    // The target's own tokens after the position.
    private Continuation AsTheTarget(ReadOnlySpan<int> tokens, int position, TState state, TToken token)
    {
        bool[] scored = new bool[tokens.Length - position - 1];
        for (int s = 0; s < scored.Length; s++)
        {
            (state, token) = Step(state, token, tokens, position + 1 + s);
            scored[s] = Role(token).IsTask;
        }
        return new(tokens[(position + 1)..].ToArray(), scored, []);
    }

    private bool IsEligible(TokenRole role) => role.Name is { } name && _eligible.Contains(name);

    /// <summary>The quantity that the tokens were made for, as far as they can be read; any number where they cannot.</summary>
    private protected abstract int Quantity(ReadOnlySpan<int> tokens);

    /// <summary>What the word is in this place, or null where it cannot stand there.</summary>
    private protected abstract TToken? Understand(int word, TState state, TToken last);

    /// <summary>The next token of a run, with what the causal model leaves free drawn.</summary>
    private protected abstract TToken Next(TState state, TToken last, ref SeededRandom random);

    private protected abstract int Word(TToken token, ref SeededRandom random);

    private protected abstract TokenRole Role(TToken token);

    /// <summary>The words that the token may have, for messages.</summary>
    private protected abstract string Describe(TToken token);

    private void Run(TState state, TToken last, ref SeededRandom random, List<int> tokens, List<bool>? scored)
    {
        int word;
        do
        {
            last = Next(state, last, ref random);
            word = Word(last, ref random);
            tokens.Add(word);
            scored?.Add(Role(last).IsTask);
            state = Model.Consume(state, last);
        }
        while (word != Vocabulary.Eos);
    }

    private (TState State, TToken Token) Step(TState state, TToken last, ReadOnlySpan<int> tokens, int t)
    {
        if (t == 0)
            return tokens[0] == Vocabulary.Bos ? (Model.Consume(state, Begin), Begin) : throw Misplaced(tokens, t, Describe(Begin));
        if (tokens[t - 1] == Vocabulary.Eos)
            throw NotOfTheTask(tokens, $"{Vocabulary.Word(tokens[t])} at position {t} follows E");
        return Understand(tokens[t], state, last) is TToken token
            ? (Model.Consume(state, token), token)
            : throw Misplaced(tokens, t, Describe(Model.Due(state)));
    }

    private int CheckedQuantity(ReadOnlySpan<int> tokens)
    {
        int quantity = Quantity(tokens);
        return quantity >= Options.SmallestQuantity && quantity <= Options.LargestQuantity
            ? quantity
            : throw NotOfTheTask(
                tokens, $"its quantity is {quantity}, and the task's are {Options.SmallestQuantity} to {Options.LargestQuantity}");
    }

    private void ReadInto(Span<CausalValue> values, TState state)
    {
        for (int v = 0; v < values.Length; v++)
            values[v] = Model.Read(state, v);
    }

    private InputException Misplaced(ReadOnlySpan<int> tokens, int t, string due) =>
        NotOfTheTask(tokens, $"{Vocabulary.Word(tokens[t])} stands at position {t}, where {due} is due");

    private InputException NotOfTheTask(ReadOnlySpan<int> tokens, string why) =>
        new($"'{Vocabulary.Print(tokens)}' is not a sequence of the task {Name}: {why}");
}

/// <summary>What a token is used for.</summary>
/// <param name="Name">One of the <see cref="EligibleRoles"/>; null where no intervention writes after it.</param>
/// <param name="IsTask">Whether its prediction is scored.</param>
/// <param name="IsSource">Whether it may be read after, where no roles are named.</param>
internal readonly record struct TokenRole(string? Name, bool IsTask, bool IsSource = false);
