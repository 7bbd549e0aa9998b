using System.Globalization;
using Mas.Alignments;
using Mas.Interchange;
using Mas.Results;
using static TorchSharp.torch;

namespace Mas.Training;

/// <summary>
/// Learns one alignment per network by gradient descent on behaviour: the trained routes' mean cross-entropy at scored
/// positions. Every method runs through it. It can be captured after any step and restored to go on exactly.
/// </summary>
public sealed class AlignmentTrainer : IDisposable
{
    private readonly IReadOnlyList<OrthogonalAlignment> _alignments;
    private readonly InterchangeEngine _train;
    private readonly InterchangeEngine _validation;
    private readonly TrainingOptions _options;
    private readonly BatchSchedule _schedule;
    private readonly StoppingRule _rule;
    private readonly Adam _adam;
    private readonly double[] _weights;
    private readonly List<TrainingPoint> _points = [];
    private readonly double[] _lossSums;
    private Tensor[] _best;

    /// <param name="alignments">[networks] at their start. Owned from here on.</param>
    /// <param name="train">Training interventions of the trained routes.</param>
    /// <param name="validation">Validation interventions of the same routes.</param>
    /// <param name="floors">[routes] trial IIA of the unchanged target on the validation set.</param>
    /// <param name="options">How to train and when to stop.</param>
    /// <param name="seed">Alignment seed; the batches follow from it.</param>
    public AlignmentTrainer(
        IReadOnlyList<OrthogonalAlignment> alignments, InterchangeEngine train, InterchangeEngine validation,
        IReadOnlyList<double> floors, TrainingOptions options, ulong seed)
    {
        _alignments = alignments;
        _train = train;
        _validation = validation;
        _options = options;
        int routes = train.Data.Routes.Count;
        _schedule = new BatchSchedule(seed, [.. train.Data.Interventions.Select(list => list.Count)], options.Batch);
        _rule = new StoppingRule(options, floors);
        _adam = new Adam([.. alignments.Select(alignment => alignment.Parameter)]);
        _weights = [.. Enumerable.Repeat(1.0 / routes, routes)];
        _lossSums = new double[routes];
        _best = CopyParameters();
        Progress = new TrainingProgress { LossSums = _lossSums, Points = _points };
    }

    /// <summary>Where training stands. Its lists grow as training goes on; <see cref="Capture"/> copies them.</summary>
    public TrainingProgress Progress { get; private set; }

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

    /// <summary>How far the worst alignment is from orthogonal, as it stands; see <see cref="OrthogonalAlignment.OrthogonalityError"/>.</summary>
    public double OrthogonalityError() => _alignments.Max(alignment => alignment.OrthogonalityError());

    /// <summary>Everything needed to go on from here; the tensors are copies.</summary>
    public TrainingState Capture()
    {
        var tensors = new Dictionary<string, Tensor>();
        for (int k = 0; k < _alignments.Count; k++)
        {
            string name = k.ToString(CultureInfo.InvariantCulture);
            tensors[name + ".base"] = Copy(_alignments[k].Base);
            tensors[name + ".parameter"] = Copy(_alignments[k].Parameter);
            tensors[name + ".first_moment"] = Copy(_adam.FirstMoments[k]);
            tensors[name + ".second_moment"] = Copy(_adam.SecondMoments[k]);
            tensors[name + ".best"] = Copy(_best[k]);
        }
        return new TrainingState(Progress with { Points = [.. _points], LossSums = [.. _lossSums] }, tensors);
    }

    /// <summary>Goes back to a captured state of a training that was set up alike.</summary>
    public void Restore(TrainingState state)
    {
        using var frozen = no_grad();
        for (int k = 0; k < _alignments.Count; k++)
        {
            string name = k.ToString(CultureInfo.InvariantCulture);
            _alignments[k].Base.copy_(state.Tensors[name + ".base"]);
            _alignments[k].Parameter.copy_(state.Tensors[name + ".parameter"]);
            _adam.FirstMoments[k].copy_(state.Tensors[name + ".first_moment"]);
            _adam.SecondMoments[k].copy_(state.Tensors[name + ".second_moment"]);
            _best[k].copy_(state.Tensors[name + ".best"]);
        }
        _points.Clear();
        _points.AddRange(state.Progress.Points);
        for (int route = 0; route < _lossSums.Length; route++)
            _lossSums[route] = state.Progress.LossSums[route];
        Progress = state.Progress with { Points = _points, LossSums = _lossSums };
    }

    /// <summary>The alignments at the kept checkpoint, still owned by this trainer. Training cannot go on after this.</summary>
    public IReadOnlyList<OrthogonalAlignment> TakeBest()
    {
        using var frozen = no_grad();
        for (int k = 0; k < _alignments.Count; k++)
            _alignments[k].Parameter.copy_(_best[k]);
        return _alignments;
    }

    private void Step()
    {
        using var scope = NewDisposeScope();
        Tensor[] factors = [.. _alignments.Select(alignment => alignment.Factor())];
        (RouteOutcome[] outcomes, Tensor?[] gradients) = _train.Step(factors, _schedule.At(Progress.Step), _weights);
        for (int k = 0; k < factors.Length; k++)
        {
            if (gradients[k] is not Tensor gradient)
                continue;
            factors[k].backward([gradient]);
            gradient.Dispose();
        }
        _adam.Update(Progress.Step + 1, _options.LearningRate, [.. _alignments.Select(alignment => alignment.Parameter.grad)]);
        foreach (OrthogonalAlignment alignment in _alignments)
            alignment.Parameter.grad = null;
        for (int route = 0; route < outcomes.Length; route++)
            _lossSums[route] += outcomes[route].MeanLoss;
        Progress = Progress with { Step = Progress.Step + 1 };
    }

    private void Validate()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        RouteOutcome[] outcomes = _validation.Evaluate([.. _alignments.Select(alignment => alignment.Factor())]);
        int step = Progress.Step;
        Report(step, outcomes);
        double[] trialIia = [.. outcomes.Select(outcome => outcome.TrialIia)];
        if (trialIia.Min() > Progress.BestIia)
        {
            foreach (Tensor old in _best)
                old.Dispose();
            _best = CopyParameters();
            Progress = Progress with { BestIia = trialIia.Min(), BestStep = step };
        }
        StoppingRule.LossRecord bestLoss = _rule.Update(Progress.BestLoss, step, outcomes.Average(outcome => outcome.MeanLoss));
        Progress = Progress with { ValidatedAt = step, BestLoss = bestLoss, Stopped = _rule.Decide(step, bestLoss, trialIia) };
    }

    private void Report(int step, RouteOutcome[] outcomes)
    {
        int since = step - Math.Max(Progress.ValidatedAt, 0);
        for (int route = 0; route < outcomes.Length; route++)
        {
            if (since > 0)
                _points.Add(new TrainingPoint(step, Metrics.Train, route, Metrics.Loss, _lossSums[route] / since));
            _points.Add(new TrainingPoint(step, Metrics.Validation, route, Metrics.Loss, outcomes[route].MeanLoss));
            _points.Add(new TrainingPoint(step, Metrics.Validation, route, Metrics.TrialIia, outcomes[route].TrialIia));
            _points.Add(new TrainingPoint(step, Metrics.Validation, route, Metrics.TokenIia, outcomes[route].TokenIia));
            _lossSums[route] = 0;
        }
    }

    private Tensor[] CopyParameters() => [.. _alignments.Select(alignment => Copy(alignment.Parameter))];

    private static Tensor Copy(Tensor tensor)
    {
        using Tensor detached = tensor.detach();
        return detached.clone().DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _adam.Dispose();
        foreach (Tensor best in _best)
            best.Dispose();
        foreach (OrthogonalAlignment alignment in _alignments)
            alignment.Dispose();
    }
}
