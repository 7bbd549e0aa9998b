namespace Mas.Causal;

/// <summary>The algorithm of a network that works everything out anew at every position and carries nothing: <c>demo_count</c> and
/// <c>resp_count</c> at the trigger and at response tokens, where <c>E</c> is due when resp_count ≥ demo_count.</summary>
/// <remarks>What is natural is counted as in <see cref="UpUp"/>, with demo_count = g(demo_count) from the trigger on; an intervention
/// changes what is due at once and nothing after it. At demonstration tokens the variables have no value. Admissible is what
/// <see cref="UpUp"/> admits in the response phase.</remarks>
/// <param name="respond">g, from a raw count to the number of response tokens.</param>
/// <param name="largestQuantity">Largest N of the task.</param>
internal sealed class Recount(Func<int, int> respond, int largestQuantity) : CausalModel<NumericToken, UpUpState>
{
    private readonly UpUp _counts = new(respond, largestQuantity);

    public override IReadOnlyList<CausalVariable> Variables { get; } = [new("demo_count"), new("resp_count")];

    public override bool IsCarried => false;

    public override UpUpState Start(int quantity) => _counts.Start(quantity);

    public override UpUpState Consume(UpUpState state, NumericToken token) => _counts.Consume(state, token);

    public override NumericToken Due(UpUpState state) => _counts.Due(state);

    public override CausalValue Read(UpUpState state, int variable) =>
        state.Phase == Phase.Response ? _counts.Read(state, InUpUp(variable)) : CausalValue.None;

    public override UpUpState? Overwritten(UpUpState state, ReadOnlySpan<Overwrite> values)
    {
        if (values.Length > 0 && state.Phase == Phase.Demo)
            return null;
        var counts = new Overwrite[values.Length];
        for (int i = 0; i < counts.Length; i++)
            counts[i] = values[i] with { Variable = InUpUp(values[i].Variable) };
        return _counts.Overwritten(state, counts);
    }

    // There the phase comes first.
    private static int InUpUp(int variable) => variable is 0 or 1
        ? variable + 1 : throw new ArgumentOutOfRangeException(nameof(variable), variable, "recount has two variables");
}
