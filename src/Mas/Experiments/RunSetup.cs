using System.Globalization;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>What a run does, for people: label and value in the report's order.</summary>
internal static class RunSetup
{
    public static IReadOnlyList<KeyValuePair<string, string>> Of(Experiment experiment)
    {
        AlignmentOptions alignment = experiment.Alignment;
        TrainingOptions training = alignment.Training;
        return
        [
            new("Task", Text($"{experiment.Task.Name}, quantities {experiment.Task.Smallest} to {experiment.Task.Largest}, held out {string.Join(", ", experiment.Task.HeldOut)}")),
            new("Site", experiment.Site),
            new("Method", alignment.MethodName),
            new("Exchanged variable", alignment.Variables[0]),
            new("Subspace size", alignment.Size is int size ? Text($"{size}") : "full (the smallest width)"),
            new("Alignment", Text($"orthogonal, {(alignment.Parametrisation == AlignmentParametrisation.MatrixExponential ? "matrix exponential" : "Cayley map")}, {(alignment.Start == AlignmentStart.Aligned ? "aligned" : "random")} start")),
            new("Mask", "fixed"),
            new("Interventions per direction", Text($"{alignment.Train} training, {alignment.Validation} validation, {alignment.Test} test; single scheme")),
            new("Training", Text($"Adam, learning rate {training.LearningRate}, batch {training.Batch} per direction, at most {training.Steps} steps")),
            new("Stops", Text($"when every trained direction reaches {training.Stop.Target} on validation, or after {training.Stop.Patience} steps without the loss falling by {training.Stop.Improvement}, or if no better than chance after {training.Stop.HopelessAfter} steps")),
            new("Data seed", Text($"{experiment.Seed}")),
            new("Alignment seeds", string.Join(", ", alignment.Seeds)),
        ];
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
