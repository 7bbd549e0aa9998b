namespace Mas.NetworkTraining;

/// <summary>How far the training of a network has come.</summary>
/// <param name="Step">Updates done.</param>
/// <param name="Steps">Updates at most.</param>
/// <param name="Loss">Mean cross-entropy of the last batch, with dropout.</param>
/// <param name="Accuracy">Share of sequences that were right throughout at the last check; NaN before the first.</param>
internal sealed record NetworkTrainingProgress(int Step, int Steps, double Loss, double Accuracy);
