using Mas.Interchange;
using Mas.Kernels;
using Mas.Results.Records;

namespace Mas.Training;

/// <summary>Learns one alignment per network by gradient descent on behaviour and, where a route asks for it, on counterfactual latents.
/// Every method runs through it. It can be captured after any step and restored to go on exactly.</summary>
/// <param name="maps">What is learned, at its start. Owned from here on.</param>
/// <param name="train">Training interventions of the trained routes.</param>
/// <param name="floors">[routes] trial IIA of the unchanged target on the validation set; not looked at where a route carries no behaviour
/// loss.</param>
/// <param name="seed">Alignment seed; the batches follow from it.</param>
internal sealed class AlignmentTrainer(
    LearnedMaps maps, InterchangeEngine train, InterchangeEngine validation, IReadOnlyList<double> floors, TrainingOptions options,
    ulong seed) : IDisposable
{
    private readonly StepPlans _plans = new(train.Data, options, seed);
    private readonly StoppingRule _rule = new(options, [.. floors.Where((_, route) => train.Data.Routes[route].Behaviour)]);
    private readonly Adam _adam = maps.Optimiser();
    private readonly KeptCheckpoints _kept = new(options.Keep);
    private readonly List<TrainingPoint> _points = [];
    private readonly LossSum[] _lossSums = [.. train.Data.Routes.Select(_ => LossSum.None)];
    private bool _isTaken;

    /// <summary>At most.</summary>
    public int Steps => options.Steps;

    /// <summary>Where training stands. Its lists grow as training goes on; <see cref="Capture"/> copies them.</summary>
    public TrainingProgress Progress
    {
        get => field ??= new TrainingProgress { LossSums = _lossSums, Points = _points };
        private set;
    }

    public LearnedMaps Maps => maps;

    /// <summary>Goes on until a stopping rule holds. Yields after every validation and every step, each a moment at which
    /// <see cref="Capture"/> gives a state that continues exactly.</summary>
    public IEnumerable<TrainingProgress> Run()
    {
        while (true)
        {
            if (Progress.ValidatedAt < Progress.Step && options.ValidatesAt(Progress.Step))
            {
                Validate();
                yield return Progress;
            }
            if (Progress.Stopped != StopReason.None)
                yield break;
            Step();
            yield return Progress;
        }
    }

    /// <summary>Everything needed to go on from here; the tensors are copies.</summary>
    public TrainingState Capture()
    {
        var tensors = maps.Constants.ToDictionary(pair => pair.Key, pair => LearnedMaps.CopyOf(pair.Value));
        for (int i = 0; i < maps.Parameters.Count; i++)
        {
            string name = maps.Names[i];
            tensors[name] = LearnedMaps.CopyOf(maps.Parameters[i]);
            tensors[name + ".first_moment"] = LearnedMaps.CopyOf(_adam.FirstMoments[i]);
            tensors[name + ".second_moment"] = LearnedMaps.CopyOf(_adam.SecondMoments[i]);
            for (int held = 0; held < _kept.Held.Count; held++)
                tensors[KeptName(held, name)] = LearnedMaps.CopyOf(_kept.Held[held].Parameters[i]);
        }
        return new TrainingState(Progress with { Points = [.. _points], LossSums = [.. _lossSums] }, tensors);
    }

    /// <summary>Goes back to a captured state of a training that was set up alike.</summary>
    public void Restore(TrainingState state)
    {
        using var frozen = no_grad();
        foreach ((string name, Tensor constant) in maps.Constants)
            constant.copy_(state.Tensors[name]);
        for (int i = 0; i < maps.Parameters.Count; i++)
        {
            string name = maps.Names[i];
            maps.Parameters[i].copy_(state.Tensors[name]);
            _adam.FirstMoments[i].copy_(state.Tensors[name + ".first_moment"]);
            _adam.SecondMoments[i].copy_(state.Tensors[name + ".second_moment"]);
        }
        _kept.Restore(state.Progress.Kept.Select((moment, held) =>
            (moment, maps.Names.Select(name => LearnedMaps.CopyOf(state.Tensors[KeptName(held, name)])).ToArray())));
        _points.Clear();
        _points.AddRange(state.Progress.Points);
        for (int route = 0; route < _lossSums.Length; route++)
            _lossSums[route] = state.Progress.LossSums[route];
        Progress = state.Progress with { Points = _points, LossSums = _lossSums };
    }

    /// <summary>The maps at the kept checkpoint, to be disposed of by the caller. Training cannot go on after this.</summary>
    public LearnedMaps TakeBest()
    {
        maps.Set(_kept.BestParameters);
        _isTaken = true;
        return maps;
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        StepMaps at = maps.At(Progress.Step);
        (int[][] batch, LossWeights weights) = _plans.At(Progress.Step);
        (RouteOutcome[] outcomes, StepGradients gradients) = train.Step(at, batch, weights);
        using (gradients)
            maps.Backward(at, gradients);
        _adam.Update(Progress.Step + 1, options.LearningRate, [.. maps.Parameters.Select(parameter => parameter.grad)]);
        foreach (Tensor parameter in maps.Parameters)
            parameter.grad = null;
        for (int route = 0; route < outcomes.Length; route++)
            _lossSums[route] = _lossSums[route].Plus(outcomes[route]);
        Progress = Progress with { Step = Progress.Step + 1 };
    }

    private void Validate()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        RouteOutcome[] outcomes = validation.Evaluate(maps.Hard());
        int step = Progress.Step;
        Report(step, outcomes);
        double[] trialIia = [.. outcomes.Where(outcome => outcome.Tokens > 0).Select(outcome => outcome.TrialIia)];
        double[] clLosses = [.. outcomes.Where(outcome => outcome.ClCount > 0).Select(outcome => outcome.MeanClLoss)];
        double clLoss = clLosses.Length == 0 ? 0 : clLosses.Average();
        double loss = outcomes.Where(outcome => outcome.Tokens > 0).Select(outcome => outcome.MeanLoss).Concat(clLosses).Average();
        double worst = trialIia.Length == 0 ? 1 : trialIia.Min();
        if (step >= options.NoStopBefore || step >= options.Steps)
            _kept.Offer(new KeptCheckpoint(step, worst, clLoss), maps.Copy);
        // Losses from before the end of a learned mask's schedule belong to other masks.
        bool isFresh = step >= options.NoStopBefore && Progress.ValidatedAt < options.NoStopBefore;
        StoppingRule.LossRecord bestLoss = isFresh ? StoppingRule.LossRecord.None : Progress.BestLoss;
        StoppingRule.LossRecord bestClLoss = isFresh ? StoppingRule.LossRecord.None : Progress.BestClLoss ?? StoppingRule.LossRecord.None;
        Progress = Progress with
        {
            ValidatedAt = step,
            Worst = trialIia.Length == 0 ? null : worst,
            Kept = [.. _kept.Held.Select(held => held.Moment)],
            Best = _kept.Best,
            BestLoss = _rule.Update(bestLoss, step, loss),
            BestClLoss = clLosses.Length == 0 ? null : _rule.Update(bestClLoss, step, clLoss),
        };
        Progress = Progress with
        {
            Stopped = _rule.Decide(step, Progress.BestLoss, Progress.BestClLoss, trialIia, options.Stop.Futile ? Course() : null),
        };
    }

    // Losses from before the end of a learned mask's schedule belong to other masks, and so does what was right with them.
    private CoursePoint[] Course() => [.. _points
        .Where(point => point is { Split: Metrics.Validation, Metric: Metrics.TrialIia } && point.Step >= options.NoStopBefore)
        .GroupBy(point => point.Step).Select(validation => new CoursePoint(validation.Key, validation.Min(point => point.Value)))];

    private void Report(int step, RouteOutcome[] outcomes)
    {
        for (int route = 0; route < outcomes.Length; route++)
        {
            void Add(string split, string metric, double value) => _points.Add(new TrainingPoint(step, split, route, metric, value));
            RouteOutcome outcome = outcomes[route];
            if (_lossSums[route].Steps > 0)
                Add(Metrics.Train, Metrics.Loss, _lossSums[route].Loss / _lossSums[route].Steps);
            if (_lossSums[route].ClSteps > 0)
                Add(Metrics.Train, Metrics.ClLoss, _lossSums[route].ClLoss / _lossSums[route].ClSteps);
            foreach ((string metric, double value) in Validated(outcome))
                Add(Metrics.Validation, metric, value);
            _lossSums[route] = LossSum.None;
        }
    }

    /// <summary>What is reported of a route's validation.</summary>
    public static IEnumerable<(string Metric, double Value)> Validated(RouteOutcome outcome)
    {
        if (outcome.Tokens > 0)
        {
            yield return (Metrics.Loss, outcome.MeanLoss);
            yield return (Metrics.TrialIia, outcome.TrialIia);
            yield return (Metrics.TokenIia, outcome.TokenIia);
        }
        if (outcome.ClCount > 0)
            yield return (Metrics.ClLoss, outcome.MeanClLoss);
    }

    internal static string KeptName(int held, string parameter) => Invariant($"kept.{held}.{parameter}");

    public void Dispose()
    {
        _adam.Dispose();
        _kept.Dispose();
        if (!_isTaken)
            maps.Dispose();
    }
}
