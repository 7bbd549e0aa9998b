namespace Mas.Interchange;

/// <summary>One source sample of an intervention.</summary>
/// <param name="Subspace">Index of the subspace that it writes; one beyond the last variable's is the extraneous remainder.</param>
/// <param name="Position">Index of the token after which the source is read; under the stepwise scheme the last of the positions that are
/// read.</param>
internal sealed record Donor(int Subspace, int Sequence, int Position);

/// <summary>One interchange intervention: which natural latents are read, which are overwritten, and what should follow. Sequences are
/// indices into the pools of the source's and the target's task; positions count from 0 at <c>B</c>.</summary>
/// <param name="Donors">What is read: one sample per subspace that is overwritten.</param>
/// <param name="TargetSequence">Sequence whose latents from <paramref name="FirstPosition"/> to <paramref name="TargetPosition"/> are
/// overwritten.</param>
/// <param name="FirstPosition">Index of the first overwritten position: the target position under the single scheme, 0 under the stepwise
/// one.</param>
/// <param name="TargetPosition">Index of the last overwritten position: the intervention index.</param>
/// <param name="Continuation">Token ids that follow the target position according to the causal model, <c>E</c> included: what the target
/// network is fed, and where scored and there are no others, its labels. Entry s is predicted at position TargetPosition + s.</param>
/// <param name="Scored">[continuation] true where the predicted token is a task token.</param>
internal sealed record Intervention(
    IReadOnlyList<Donor> Donors, int TargetSequence, int FirstPosition, int TargetPosition, int[] Continuation, bool[] Scored)
{
    /// <summary>Whether the continuation is cut to its first token: the prediction at the target position alone is scored, and nothing is
    /// fed after it.</summary>
    public bool IsCut { get; init; }

    /// <summary>Whether the prediction at the target position is all that is scored, so that a vector there can be no more than an
    /// answer.</summary>
    public bool ScoresOneAnswer => Earlier is null && Scored is [true, ..] && (IsCut || Scored.Count(true) == 1);

    /// <summary>[continuation] what should be predicted where it is not what is fed; null where it is.</summary>
    public int[]? Labels { get; init; }

    /// <summary>Predictions that are scored before the last overwritten position: so many positions before it, below 0 and rising, and
    /// what should be predicted there. Then each prediction is an outcome of its own: it is that of the intervention which ends at its
    /// position. Null where there are none.</summary>
    public (int[] Steps, int[] Labels)? Earlier { get; init; }

    /// <summary>[overwritten positions] index of each one's counterfactual latent in the target's <see cref="CounterfactualLatents"/>, −1
    /// where there is none; null where none was looked for.</summary>
    public int[]? CounterfactualLatents { get; init; }
}
