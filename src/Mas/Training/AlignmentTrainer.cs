using Mas.Interchange;
using Mas.Kernels;
using Mas.Results.Records;

namespace Mas.Training;

/// <summary>Learns one alignment per network by gradient descent on behaviour and, where a route asks for it, on counterfactual latents.
/// Every method runs through it. It can be captured after any step and restored to go on exactly.</summary>
internal sealed class AlignmentTrainer : IDisposable
{
    private readonly LearnedMaps _maps;
    private readonly InterchangeEngine _train;
    private readonly InterchangeEngine _validation;
    private readonly TrainingOptions _options;
    private readonly StepPlans _plans;
    private readonly StoppingRule _rule;
    private readonly Adam _adam;
    private readonly KeptCheckpoints _kept;
    private readonly List<TrainingPoint> _points = [];
    private readonly LossSum[] _lossSums;
    private bool _isTaken;

    /// <param name="maps">What is learned, at its start. Owned from here on.</param>
    /// <param name="train">Training interventions of the trained routes.</param>
    /// <param name="validation">Validation interventions of the same routes.</param>
    /// <param name="floors">[routes] trial IIA of the unchanged target on the validation set; not looked at where a route carries no behaviour loss.</param>
    /// <param name="options">How to train and when to stop.</param>
    /// <param name="seed">Alignment seed; the batches follow from it.</param>
    public AlignmentTrainer(
        LearnedMaps maps, InterchangeEngine train, InterchangeEngine validation, IReadOnlyList<double> floors, TrainingOptions options, ulong seed)
    {
        _maps = maps;
        _train = train;
        _validation = validation;
        _options = options;
        _kept = new KeptCheckpoints(options.Keep);
        _plans = new StepPlans(train.Data, options, seed);
        _rule = new StoppingRule(options, [.. floors.Where((_, route) => train.Data.Routes[route].Behaviour)]);
        _adam = maps.Optimiser();
        _lossSums = new LossSum[train.Data.Routes.Count];
        Array.Fill(_lossSums, LossSum.None);
        Progress = new TrainingProgress { LossSums = _lossSums, Points = _points };
    }

    /// <summary>Where training stands. Its lists grow as training goes on; <see cref="Capture"/> copies them.</summary>
    public TrainingProgress Progress { get; private set; }

    /// <summary>What is learned, as it stands.</summary>
    public LearnedMaps Maps => _maps;

    /// <summary>Goes on until a stopping rule holds. Yields after every validation and every step, each a moment at which
    /// <see cref="Capture"/> gives a state that continues exactly.</summary>
    public IEnumerable<TrainingProgress> Run()
    {
        while (true)
        {
            if (Progress.ValidatedAt < Progress.Step && _options.ValidatesAt(Progress.Step))
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
        var tensors = _maps.Constants.ToDictionary(pair => pair.Key, pair => LearnedMaps.CopyOf(pair.Value));
        for (int i = 0; i < _maps.Parameters.Count; i++)
        {
            string name = _maps.Names[i];
            tensors[name] = LearnedMaps.CopyOf(_maps.Parameters[i]);
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
        foreach ((string name, Tensor constant) in _maps.Constants)
            constant.copy_(state.Tensors[name]);
        for (int i = 0; i < _maps.Parameters.Count; i++)
        {
            string name = _maps.Names[i];
            _maps.Parameters[i].copy_(state.Tensors[name]);
            _adam.FirstMoments[i].copy_(state.Tensors[name + ".first_moment"]);
            _adam.SecondMoments[i].copy_(state.Tensors[name + ".second_moment"]);
        }
        _kept.Restore(state.Progress.Kept.Select((moment, held) =>
            (moment, _maps.Names.Select(name => LearnedMaps.CopyOf(state.Tensors[KeptName(held, name)])).ToArray())));
        _points.Clear();
        _points.AddRange(state.Progress.Points);
        for (int route = 0; route < _lossSums.Length; route++)
            _lossSums[route] = state.Progress.LossSums[route];
        Progress = state.Progress with { Points = _points, LossSums = _lossSums };
    }

    /// <summary>The maps at the kept checkpoint, to be disposed of by the caller. Training cannot go on after this.</summary>
    public LearnedMaps TakeBest()
    {
        _maps.Set(_kept.BestParameters);
        _isTaken = true;
        return _maps;
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        StepMaps maps = _maps.At(Progress.Step);
        (int[][] batch, LossWeights weights) = _plans.At(Progress.Step);
        (RouteOutcome[] outcomes, StepGradients gradients) = _train.Step(maps, batch, weights);
        using (gradients)
            _maps.Backward(maps, gradients);
        _adam.Update(Progress.Step + 1, _options.LearningRate, [.. _maps.Parameters.Select(parameter => parameter.grad)]);
        foreach (Tensor parameter in _maps.Parameters)
            parameter.grad = null;
        for (int route = 0; route < outcomes.Length; route++)
            _lossSums[route] = _lossSums[route].Plus(outcomes[route]);
        Progress = Progress with { Step = Progress.Step + 1 };
    }

    private void Validate()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        RouteOutcome[] outcomes = _validation.Evaluate(_maps.Hard());
        int step = Progress.Step;
        Report(step, outcomes);
        double[] trialIia = [.. outcomes.Where(outcome => outcome.Tokens > 0).Select(outcome => outcome.TrialIia)];
        double[] clLosses = [.. outcomes.Where(outcome => outcome.ClCount > 0).Select(outcome => outcome.MeanClLoss)];
        double clLoss = clLosses.Length == 0 ? 0 : clLosses.Average();
        double loss = outcomes.Where(outcome => outcome.Tokens > 0).Select(outcome => outcome.MeanLoss).Concat(clLosses).Average();
        double worst = trialIia.Length == 0 ? 1 : trialIia.Min();
        if (step >= _options.NoStopBefore || step >= _options.Steps)
            _kept.Offer(new KeptCheckpoint(step, worst, clLoss), _maps.Copy);
        // Losses from before the end of a learned mask's schedule belong to other masks.
        bool isFresh = step >= _options.NoStopBefore && Progress.ValidatedAt < _options.NoStopBefore;
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
        Progress = Progress with { Stopped = _rule.Decide(step, Progress.BestLoss, Progress.BestClLoss, trialIia) };
    }

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
            if (outcome.Tokens > 0)
            {
                Add(Metrics.Validation, Metrics.Loss, outcome.MeanLoss);
                Add(Metrics.Validation, Metrics.TrialIia, outcome.TrialIia);
                Add(Metrics.Validation, Metrics.TokenIia, outcome.TokenIia);
            }
            if (outcome.ClCount > 0)
                Add(Metrics.Validation, Metrics.ClLoss, outcome.MeanClLoss);
            _lossSums[route] = LossSum.None;
        }
    }

    internal static string KeptName(int held, string parameter) => string.Create(CultureInfo.InvariantCulture, $"kept.{held}.{parameter}");

    public void Dispose()
    {
        _adam.Dispose();
        _kept.Dispose();
        if (!_isTaken)
            _maps.Dispose();
    }
}
