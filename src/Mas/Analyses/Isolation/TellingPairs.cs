using Mas.Causal;
using Mas.Interchange;
using Mas.Tasks;

namespace Mas.Analyses.Isolation;

/// <summary>Which interventions on a variable v tell it from another variable w, by the target's causal model: with the source's value of
/// one of them written, it goes on as by itself; with that of the other one, it goes on in another way.</summary>
/// <param name="variable">v, which is exchanged.</param>
/// <param name="other">w, which is to stay.</param>
internal sealed class TellingPairs(SequencePool source, SequencePool target, VariableExchange variable, VariableExchange other)
{
    private enum Effect
    {
        /// <summary>It is the same value.</summary>
        None,

        /// <summary>It is another value, and the target goes on in another way.</summary>
        Told,

        /// <summary>It cannot be written, or nothing follows from it.</summary>
        Silent,
    }

    /// <summary>The source has the target's w and another v: the exchange must bring the source's v.</summary>
    public bool TellsCause(Intervention one) => Of(one, other) == Effect.None && Of(one, variable) == Effect.Told;

    /// <summary>The source has the target's v and another w: the exchange must change nothing.</summary>
    public bool TellsIsolation(Intervention one) => Of(one, variable) == Effect.None && Of(one, other) == Effect.Told;

    private Effect Of(Intervention one, VariableExchange exchange)
    {
        Donor donor = one.Donors[0];
        CausalValue[] values = source.Values(donor.Sequence, donor.Position).ToArray();
        Overwrite[] written = [.. exchange.Pairs.Select(pair => new Overwrite(pair.Target, values[pair.Source]))];
        if (Array.Exists(written, overwrite => overwrite.Value.IsNone) || After(one, written) is not { } changed
            || After(one, []) is not { } own)
            return Effect.Silent;
        bool goesOnAsItWould = Wanted(changed).AsSpan().SequenceEqual(Wanted(own));
        return !goesOnAsItWould ? Effect.Told
            : changed.ValuesAfter.AsSpan().SequenceEqual(own.ValuesAfter) ? Effect.None : Effect.Silent;
    }

    // What should be predicted, which in some causal models is not what is fed.
    private static int[] Wanted(Continuation continuation) => continuation.Labels ?? continuation.Tokens;

    // The same draws both times: what the causal model leaves free must not look like an effect.
    private Continuation? After(Intervention one, Overwrite[] written)
    {
        var random = new SeededRandom(0);
        return target.Task.Counterfactual(target.Sequence(one.TargetSequence), one.TargetPosition, written, ref random);
    }
}
