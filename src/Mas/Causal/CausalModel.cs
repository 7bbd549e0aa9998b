namespace Mas.Causal;

/// <summary>A small algorithm with named variables: it consumes a token, updates its variables, says what is due next, and lets named
/// variables be overwritten after a token. Pure functions of immutable states.</summary>
/// <remarks>Also called high-level model (Geiger et al. 2023). The state holds what the environment fixes, such as the quantity N, beside
/// the variables; only the variables can be read and overwritten.</remarks>
/// <typeparam name="TToken">The kinds of token that the algorithm tells apart.</typeparam>
/// <typeparam name="TState">Its variables and its environment.</typeparam>
internal abstract class CausalModel<TToken, TState>
    where TState : struct
{
    /// <summary>The variables that can be exchanged; <c>full</c> means all of them.</summary>
    public abstract IReadOnlyList<CausalVariable> Variables { get; }

    /// <summary>Whether the state is carried from token to token, with what an intervention writes. Where it is not, an intervention
    /// changes what is due at once and nothing after it.</summary>
    public virtual bool IsCarried => true;

    /// <summary>The state after <c>B</c> in an environment with <paramref name="quantity"/> N.</summary>
    public abstract TState Start(int quantity);

    /// <summary>The state after <paramref name="token"/>.</summary>
    public abstract TState Consume(TState state, TToken token);

    /// <summary>The kind of token that must come next.</summary>
    public abstract TToken Due(TState state);

    /// <summary>The value of a variable, by its index in <see cref="Variables"/>.</summary>
    public abstract CausalValue Read(TState state, int variable);

    /// <summary>The state with all of <paramref name="values"/> written at once, or null where that would lead outside the states that the
    /// task can be in: such an intervention is drawn again.</summary>
    public abstract TState? Overwritten(TState state, ReadOnlySpan<Overwrite> values);

    /// <summary>Fills <paramref name="all"/>, [variables], with the state's values, and <paramref name="values"/> over them.</summary>
    protected void Merge(TState state, ReadOnlySpan<Overwrite> values, Span<CausalValue> all)
    {
        for (int v = 0; v < all.Length; v++)
            all[v] = Read(state, v);
        foreach (Overwrite overwrite in values)
            all[overwrite.Variable] = overwrite.Value;
    }
}
