using Mas.Interchange;
using Mas.Networks;
using Mas.Tasks;

namespace Mas.Evaluation;

/// <summary>The control <c>replay</c> (<c>method.md</c> section 7): the target, with nothing swapped, reads the source's tokens up to the
/// position at which the source is read, then the continuation. What it gets right so is a ceiling: a network that carries its state passes
/// it by being right.</summary>
internal static class Replay
{
    /// <summary>Whether the target can read the source's sequences: tokens of the same words.</summary>
    public static bool IsPossible(SequenceTask source, SequenceTask target) =>
        source.FeatureWidth == 0 && target.FeatureWidth == 0
        && source.Stimuli?.Hash == target.Stimuli?.Hash && source.Vocabulary.Words.SequenceEqual(target.Vocabulary.Words);

    /// <param name="network">The target, over the source's sequences.</param>
    /// <param name="interventions">From the source into the target, with one sample each.</param>
    public static RouteOutcome Of(
        RunnableActivity network, TokenRows sequences, IReadOnlyList<Intervention> interventions, int threads)
    {
        Intervention[] replayed = [.. interventions.Select(one => one with
        {
            TargetSequence = one.Donors[0].Sequence,
            FirstPosition = one.Donors[0].Position,
            TargetPosition = one.Donors[0].Position,
        })];
        return new InterchangeEngine(new InterchangeData([network], [sequences], [new Route(0, 0)], [replayed]), threads).Evaluate(null)[0];
    }
}
