using Mas.Comparison;
using Mas.Experiments;

namespace Mas.Analyses;

/// <summary>What several analyses build upon. Each part is made when it is first asked for, and disposed of with the analyses.</summary>
/// <param name="results">The run's methods and sizes.</param>
internal sealed class SharedFindings(ComparisonContext run, IReadOnlyList<CaseResult> results) : IDisposable
{
    private readonly FurtherTraining _training = new(run);
    private readonly List<CaseResult> _beside = [];
    private IReadOnlyList<FoundNullSpace>? _nullSpaces;

    /// <summary>What the run's methods and sizes learn from a random start; empty before <see cref="TrainFromRandom"/>.</summary>
    public IReadOnlyList<CaseResult> RandomStarts { get; private set; } = [];

    /// <summary>[networks] what their behaviour does not depend on.</summary>
    public IReadOnlyList<FoundNullSpace> NullSpaces => _nullSpaces ??= FoundNullSpace.Of(run);

    /// <summary>The results of these methods and sizes: the run's, or trained once for all analyses with the run's own options.</summary>
    public IReadOnlyList<CaseResult> Trained(string analysis, IReadOnlyList<AlignmentCase> cases)
    {
        AlignmentCase[] missing = [.. cases.Where(one => Find(one) is null)];
        Experiment changed = FurtherTraining.With(run.Experiment, alignment => alignment with { DirectionsPerStep = null });
        EvaluationOptions evaluation = changed.Evaluation with { Controls = [Control.NoSwap], Directions = TestedDirections.Trained };
        _beside.AddRange(_training.Run(analysis, changed with { Evaluation = evaluation }, missing));
        return [.. cases.Select(one => Find(one)!)];
    }

    /// <summary>Trains these of the run's methods and sizes from random matrices.</summary>
    public IReadOnlyList<CaseResult> TrainFromRandom(string analysis, IReadOnlyList<AlignmentCase> cases) =>
        RandomStarts = _training.Run(analysis, FromRandom(run.Experiment), cases);

    /// <summary>The run's experiment from random matrices.</summary>
    public static Experiment FromRandom(Experiment experiment) =>
        FurtherTraining.With(experiment, alignment => alignment with { Start = AlignmentStart.Random });

    private CaseResult? Find(AlignmentCase variant) => CaseResult.Find(results.Concat(_beside), variant);

    public void Dispose() => _training.Dispose();
}
