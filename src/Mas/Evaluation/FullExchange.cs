using Mas.Alignments;
using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Statistics;
using Mas.Tasks;

namespace Mas.Evaluation;

/// <summary>The control <c>full-exchange</c> (<c>method.md</c> section 7): the whole latent is exchanged within one network, with no map,
/// at the scheme's positions, and the labels overwrite all swappable variables. Every orthogonal matrix of full width makes the same
/// exchange, so that no training does better at full width; a smaller subspace may.</summary>
/// <param name="Outcome">With the exchange.</param>
/// <param name="Floor">The unchanged network on the same interventions.</param>
/// <param name="Sequences">That these are made of.</param>
internal sealed record FullExchange(RouteOutcome Outcome, RouteOutcome Floor, TestSequences Sequences)
{
    /// <summary>What is exchanged: every variable of the task.</summary>
    public static VariableExchange Exchanged(SequenceTask task) =>
        VariableExchange.Between(task, task, CausalVariable.Full, CausalVariable.Full);

    /// <param name="pool">Natural activity at any site.</param>
    /// <param name="interventions">Of <see cref="Exchanged"/>, within this pool.</param>
    public static FullExchange Of(RecordedPool pool, IReadOnlyList<Intervention> interventions, int threads)
    {
        var data = new InterchangeData([pool.Activity], [pool.Rows], [new Route(0, 0)], [interventions], replacesAll: true);
        RouteOutcome Evaluate(StepMaps? maps) => new InterchangeEngine(data, threads).Evaluate(maps)[0];
        return new(Evaluate(new StepMaps([new WholeLatent(pool.Activity.Width)])), Evaluate(null), InterventionSequences.Of(interventions));
    }

    /// <summary>Of the chance-corrected accuracy; null where the floor is 1.</summary>
    /// <param name="seed">Of the draws that they are made of.</param>
    public OneSidedBounds? Bounds(ulong seed) =>
        OneSidedBounds.Corrected(Outcome.TrialsRight, Floor.TrialsRight, seed, sequences: Sequences);
}
