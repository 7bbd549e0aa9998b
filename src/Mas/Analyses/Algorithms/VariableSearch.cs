using Mas.Alignments;
using Mas.Comparison;
using Mas.Evaluation;
using Mas.Experiments;
using Mas.Results.Records;
using Mas.Results.Statistics;

namespace Mas.Analyses.Algorithms;

/// <summary>The search for one variable of one causal model in one network: DAS from the aligned start, where that falls short from a
/// random one, and where the analysis asks for it with a linear map.</summary>
internal sealed class VariableSearch(ComparisonContext run, AskedModel asked, int variable)
{
    private static readonly EvaluationOptions s_withoutControls = new() { Controls = [] };
    private static readonly EvaluationOptions s_withOutputOnly = new() { Controls = [Control.OutputOnly] };

    private readonly List<VariableTry> _tries = [];
    private readonly Dictionary<VariableTry, CorrectedPosterior> _posteriors = [];
    private readonly Dictionary<VariableTry, bool> _reached = [];
    private bool[] _floor = [];
    private double _effort = 1;
    private TestSequences? _sequences;

    public AskedModel Asked => asked;

    public string Variable => asked.Asked.SequenceTask.Variables[variable].Name;

    public int Size => AlgorithmBudget.Size(run.Experiment.Alignment, asked.Asked.Site.Width, asked.Asked.SequenceTask.Variables.Count);

    public IReadOnlyList<VariableTry> Tries => _tries;

    /// <summary>Whether the task needs the variable: without it the unchanged network is wrong often enough.</summary>
    public bool IsAsked => Floor <= AlgorithmVariable.HighestFloor;

    /// <summary>Why it cannot be asked, as a sentence; null where it can.</summary>
    public string? Impossible { get; private set; }

    /// <summary>Test trial IIA of the unchanged network; 1 where no intervention on the variable changes what is scored.</summary>
    public double Floor => _floor.Length == 0 ? 1 : _floor.Count(right => right) / (double)_floor.Length;

    /// <summary>Whether no try comes to <c>same</c> on validation, not even without an interval.</summary>
    public bool IsShort => _tries.Count > 0 && _tries.All(one => one.CorrectedValidation < run.Experiment.Verdict.Same);

    /// <summary>Tests the unchanged network, which says whether the variable is asked, and with how many interventions.</summary>
    public void MeasureFloor()
    {
        TestUnchanged();
        _effort = AlgorithmBudget.Effort(Floor);
        if (_effort > 1 && IsAsked)
            TestUnchanged();
    }

    private void TestUnchanged()
    {
        Experiment experiment = With(AlignmentStart.Aligned, AlignmentFamily.Orthogonal) with { Evaluation = s_withoutControls };
        using RunData data = asked.Data(run.Data, experiment);
        if (Drawn(experiment, data) is not { } test)
        {
            _floor = [];
            return;
        }
        _floor = test.Unchanged(1)[0].TrialsRight;
        _sequences = InterventionSequences.Of(test.Interventions[0]);
    }

    // Where the prediction at the intervened position alone is scored, no value of a variable may make a difference to it.
    private TestSet? Drawn(Experiment experiment, RunData data)
    {
        try
        {
            return new CaseSetup(experiment, data.Cases[0], data).DrawTest();
        }
        catch (InputException)
        {
            Impossible = $"{asked.Network} is not asked about {Variable} of {asked.Model}: no exchange of it changes what is scored.";
            return null;
        }
    }

    /// <summary>Tries the aligned start, and where that falls short on validation, a random one.</summary>
    public void Search()
    {
        Try(AlignmentStart.Aligned, AlignmentFamily.Orthogonal);
        if (_tries[0].FallsShort(run.Experiment.Verdict.Same))
            Try(AlignmentStart.Random, AlignmentFamily.Orthogonal);
    }

    /// <summary>Tries a map that need not keep lengths and angles.</summary>
    public void TryLinear() => Try(AlignmentStart.Aligned, AlignmentFamily.Linear);

    /// <summary>What was found.</summary>
    /// <param name="comparisons">Variables that were asked in the run, for the bounds that hold together.</param>
    public AlgorithmVariable Found(int comparisons)
    {
        var found = new AlgorithmVariable(Variable, Size, Floor, _floor.Length, [.. _tries.Select(one => Found(one, comparisons))]);
        return found.Counted is not { } counted ? found
            : found with { OutputOnlyReaches = Reaches(_tries.Zip(found.Tries).First(pair => pair.Second == counted).First) };
    }

    // Looked up where it is known: what a search has found is asked for several times.
    private bool Reaches(VariableTry counted) => _reached.TryGetValue(counted, out bool reaches) ? reaches
        : _reached[counted] = NullTest.Reaches(counted.Right, counted.OutputOnly, sequences: _sequences);

    private AlgorithmTry Found(VariableTry one, int comparisons)
    {
        if (!_posteriors.TryGetValue(one, out CorrectedPosterior? posterior))
            _posteriors[one] = posterior = Posterior(one);
        return new AlgorithmTry(one.Start.Word(), one.Family.Word(), one.Step, one.Steps, one.Validation,
            one.TrialIia, posterior.Bounds(), posterior.Bounds(ErrorRate.Shared(comparisons)).High);
    }

    private CorrectedPosterior Posterior(VariableTry one) => CorrectedPosterior.Of(one.Right, _floor, SeededRandom.Derive(
        (ulong)run.Experiment.Seed, $"algorithms/{asked.Network}/{asked.Asked.Site.Name}/{asked.Model}/{Variable}/{one.Name}"),
        _sequences)!;

    private void Try(AlignmentStart start, AlignmentFamily family)
    {
        Experiment experiment = With(start, family);
        using RunData data = asked.Data(run.Data, experiment);
        // Searches go on side by side, each on one thread.
        ComparisonContext alone = run with { Experiment = experiment, Data = data, Options = run.Options with { Threads = 1 } };
        using var training = new FurtherTraining(alone);
        string name = VariableTry.NameOf(start, family);
        string unique = $"{AlgorithmsAnalysis.Word}.{asked.Network}.{asked.Asked.Site.Name}.{asked.Model}.{Variable}.{name}";
        CaseResult result = training.Run(unique, experiment, data.Cases)[0];
        _tries.Add(VariableTry.Of(start, family, result));
    }

    private Experiment With(AlignmentStart start, AlignmentFamily family) => run.Experiment with
    {
        Task = asked.Asked.Task,
        Networks = [asked.Asked.Options],
        Alignment = AlgorithmBudget.Of(run.Experiment.Alignment, Variable, Size, _effort, start, family),
        Evaluation = s_withOutputOnly,
    };
}
