namespace Mas.Interchange;

/// <summary>
/// One interchange intervention, single scheme: which natural latent is read, which is overwritten, and what should follow.
/// Sequences are indices into the pools of the source's and the target's task; positions count from 0 at <c>B</c>.
/// </summary>
/// <param name="SourceSequence">Sequence whose latent after <paramref name="SourcePosition"/> is read.</param>
/// <param name="SourcePosition">Index of the token after which the source is read.</param>
/// <param name="TargetSequence">Sequence whose latent after <paramref name="TargetPosition"/> is overwritten.</param>
/// <param name="TargetPosition">Index of the token after which the target is overwritten.</param>
/// <param name="Continuation">Token ids that follow the target position according to the causal model, <c>E</c> included:
/// what the target network is fed, and where scored, its labels. Entry s is predicted at position TargetPosition + s.</param>
/// <param name="Scored">[continuation] true where the predicted token is a task token.</param>
/// <param name="NewPair">Its pair of (source values, target values) is one of those that training never shows.</param>
public sealed record Intervention(
    int SourceSequence,
    int SourcePosition,
    int TargetSequence,
    int TargetPosition,
    int[] Continuation,
    bool[] Scored,
    bool NewPair);
