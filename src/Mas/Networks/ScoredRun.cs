namespace Mas.Networks;

/// <summary>How a resumed network compares with the labels at its scored positions.</summary>
/// <param name="Losses">[scored] cross-entropy.</param>
/// <param name="Predicted">[scored] the most probable token.</param>
/// <param name="Surrogate">A scalar with the gradient that Σ share ⊙ loss has with respect to whatever the replaced latents are made of;
/// its value says nothing. Null where no shares were given.</param>
internal sealed record ScoredRun(double[] Losses, long[] Predicted, Tensor? Surrogate);
