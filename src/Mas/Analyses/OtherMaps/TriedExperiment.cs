using Mas.Experiments;
using Mas.Interchange;

namespace Mas.Analyses.OtherMaps;

/// <summary>The run's experiment for a further try: the same budget, but for trainings that will not get there.</summary>
internal static class TriedExperiment
{
    private static readonly ValueList<Control> s_controls =
        [Control.NoSwap, Control.Shuffled, Control.OutputOnly, Control.InputOnly];

    /// <summary>With the controls that a try is set beside.</summary>
    public static Experiment Of(Experiment experiment, Func<AlignmentOptions, AlignmentOptions> change) =>
        WithOwnControls(experiment with { Alignment = change(experiment.Alignment) }) with
        {
            Evaluation = experiment.Evaluation with
            {
                Controls =
                    [.. s_controls.Where(control => control != Control.InputOnly || experiment.Alignment.Scheme == Scheme.Stepwise)],
            },
        };

    /// <summary>With all controls of the run.</summary>
    public static Experiment WithOwnControls(Experiment experiment) => experiment with
    {
        Alignment = experiment.Alignment with { Stop = experiment.Alignment.Stop with { Futile = true } },
    };
}
