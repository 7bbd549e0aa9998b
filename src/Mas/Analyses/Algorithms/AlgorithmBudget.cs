using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Training;

namespace Mas.Analyses.Algorithms;

/// <summary>What one search for a variable may take. Every network and variable has the same, so that one that passes shows that the budget
/// was enough. It is what the pass of a network with a known answer needs, and a multiple: on the stored GRUs a variable that is there is
/// found in 20 to 300 steps (<c>docs/statistics.md</c>).</summary>
internal static class AlgorithmBudget
{
    /// <summary>Steps at most of one try.</summary>
    public const int MostSteps = 800;

    /// <summary>Steps without an improvement after which it ends.</summary>
    public const int Patience = 200;

    /// <summary>What counts as an improvement of the validation loss.</summary>
    public const double Improvement = 0.005;

    /// <summary>Its learning rate, in units of the experiment's.</summary>
    public const double Faster = 2;

    /// <summary>Its batch is the experiment's, divided by this.</summary>
    public const int BatchDivisor = 1;

    public const int MostValidation = 500, MostTraining = 4_000, ValidateEvery = 50;

    /// <summary>Dimensions of one variable's subspace: the run's largest size, but no more than an equal share of the site for each of the
    /// causal model's variables, which have to find room beside one another.</summary>
    public static int Size(AlignmentOptions alignment, int width, int variables) => Math.Max(1, Math.Min(
        width / variables, alignment.LearnsSizes ? width : alignment.Sizes.Max(size => size.Resolve(1, width)[0])));

    /// <summary>How one variable is searched for.</summary>
    public static AlignmentOptions Of(
        AlignmentOptions run, string variable, int size, AlignmentStart start, AlignmentFamily family) => new()
    {
        Methods = [AlignmentMethod.Das],
        Sizes = [new SubspaceSizes([size])],
        Variables = [new ExchangedVariable([variable])],
        Design = run.Design with { Family = family, Parametrisation = Parametrisation.Auto },
        Start = start,
        Scheme = run.Scheme,
        Steps = Math.Min(run.Steps, MostSteps),
        LearningRate = Faster * run.LearningRate,
        Batch = Math.Max(1, run.Batch / BatchDivisor),
        ValidateEvery = Math.Min(run.ValidateEvery, ValidateEvery),
        Stop = new StopOptions
        {
            Target = run.Stop.Target,
            Patience = Patience,
            Improvement = Improvement,
            HopelessAfter = Patience,
            Futile = true,
        },
        Train = Math.Min(run.Train, MostTraining),
        Validation = Math.Min(run.Validation, MostValidation),
        Test = run.Test,
        Seeds = [run.Seeds[0]],
    };
}
