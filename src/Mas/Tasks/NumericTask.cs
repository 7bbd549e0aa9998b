using Mas.Causal;

namespace Mas.Tasks;

/// <summary>Numeric equivalence: <c>B</c>, N demonstration tokens, <c>T</c>, g(N) response tokens, <c>E</c>. Which task of the family it
/// is, is data (<see cref="NumericRule"/>); which algorithm is asked about, is the causal model.</summary>
/// <remarks>A void token may come before a demonstration token, but not two.</remarks>
internal sealed class NumericTask<TState>(NumericRule rule, CausalModel<NumericToken, TState> model, TaskOptions options)
    : CausalTask<NumericToken, TState>(model, options, EligibleRoles.Numeric)
    where TState : struct
{
    private readonly NumericWords _words = new(rule, options.Void > 0);

    public override string Name => rule.Name;

    public override string DataKey => Options.Void > 0 ? Invariant($"{Name}/void={Options.Void}") : Name;

    public override Vocabulary Vocabulary => _words.Vocabulary;

    private protected override NumericToken Begin => NumericToken.Begin;

    private protected override int Quantity(ReadOnlySpan<int> tokens) => _words.Quantity(tokens);

    private protected override NumericToken? Understand(int word, TState state, NumericToken last)
    {
        NumericToken due = Model.Due(state);
        if (due == NumericToken.Demo && last != NumericToken.Void && _words.Is(word, NumericToken.Void))
            return NumericToken.Void;
        return _words.Is(word, due) ? due : null;
    }

    private protected override NumericToken Next(TState state, NumericToken last, ref SeededRandom random)
    {
        NumericToken due = Model.Due(state);
        bool isVoid = due == NumericToken.Demo && last != NumericToken.Void && Options.Void > 0 && random.NextDouble() < Options.Void;
        return isVoid ? NumericToken.Void : due;
    }

    private protected override int Word(NumericToken token, ref SeededRandom random) => _words.Draw(token, ref random);

    private protected override TokenRole Role(NumericToken token) => token switch
    {
        NumericToken.Demo or NumericToken.Void => new(EligibleRoles.Demo, IsTask: false),
        NumericToken.Trigger => new(EligibleRoles.Trigger, IsTask: false),
        NumericToken.Response => new(EligibleRoles.Response, IsTask: true),
        NumericToken.End => new(null, IsTask: true),
        _ => default,
    };

    private protected override string Describe(NumericToken token) => _words.Describe(token);
}
