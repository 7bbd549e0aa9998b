using Mas.Alignments;
using Mas.Experiments;
using Mas.Training;

namespace Mas.Analyses.Algorithms;

/// <summary>What one search for a variable may take. Every network and variable has the same rules, so that one that passes shows that
/// they were enough; how many interventions are tested follows from the floor. On the stored GRUs, variables that are there are found in
/// 250 to 550 steps.</summary>
internal static class AlgorithmBudget
{
    /// <summary>Steps at most of one try.</summary>
    public const int MostSteps = 1_000;

    /// <summary>Steps without an improvement after which it ends.</summary>
    public const int Patience = 200;

    /// <summary>What counts as an improvement of the validation loss.</summary>
    public const double Improvement = 0.005;

    /// <summary>Its learning rate, in units of the experiment's.</summary>
    public const double Faster = 2;

    public const int MostValidation = 500, MostTraining = 4_000, ValidateEvery = 50;

    /// <summary>How many times a usual set at most.</summary>
    public const double MostEffort = 5;

    /// <summary>How many times as many interventions tell as much at this floor as at one of one half or below: what the unchanged network
    /// gets right by itself tells nothing of an exchange.</summary>
    public static double Effort(double floor) => Math.Min(MostEffort, Math.Max(1, 0.5 / (1 - floor)));

    /// <summary>Dimensions of one variable's subspace: the run's largest size, but no more than an equal share of the site for each of the
    /// causal model's variables, which have to find room beside one another.</summary>
    public static int Size(AlignmentOptions alignment, int width, int variables) => Math.Max(1, Math.Min(
        width / variables, alignment.LearnsSizes ? width : alignment.Sizes.Max(size => size.Resolve(1, width)[0])));

    /// <summary>How one variable is searched for.</summary>
    /// <param name="effort">Of its floor: where more interventions are needed to tell, the target is as much nearer to 1.</param>
    public static AlignmentOptions Of(
        AlignmentOptions run, string variable, int size, double effort, AlignmentStart start, AlignmentFamily family) => run with
        {
            Methods = [AlignmentMethod.Das],
            Sizes = [new SubspaceSizes([size])],
            Variables = [new ExchangedVariable([variable])],
            Joint = false,
            Design = run.Design with { Family = family, Parametrisation = Parametrisation.Auto },
            Start = start,
            Mask = null,
            Extraneous = false,
            Directions = null,
            ClDirections = null,
            HeldOut = [],
            DirectionsPerStep = null,
            Steps = Math.Min(run.Steps, MostSteps),
            LearningRate = Faster * run.LearningRate,
            ValidateEvery = Math.Min(run.ValidateEvery, ValidateEvery),
            Keep = KeptCheckpointRule.Best,
            Stop = run.Stop with
            {
                Target = 1 - ((1 - run.Stop.Target) / effort),
                Patience = Patience,
                Improvement = Improvement,
                HopelessAfter = Patience,
                Futile = true,
            },
            Train = Math.Min(run.Train, MostTraining),
            Validation = Times(effort, Math.Min(run.Validation, MostValidation)),
            Test = Times(effort, run.Test),
            Seeds = [run.Seeds[0]],
        };

    private static int Times(double effort, int count) => (int)Math.Ceiling(effort * count);
}
