namespace Mas.Benchmarks.Steps;

/// <summary>The trainer of <c>mas run</c>, taken step by step: maps, engine, backward pass into the alignments, Adam. Validations run
/// untimed.</summary>
internal sealed class EngineSteps : IDisposable
{
    /// <summary>Nothing but the step limit ends the training.</summary>
    public static readonly TrainingOptions Options = new()
    {
        Steps = int.MaxValue,
        Stop = new StopOptions { Target = 2, Patience = int.MaxValue, HopelessAfter = int.MaxValue },
    };

    private readonly AlignmentTrainer _trainer;
    private readonly IEnumerator<TrainingProgress> _moments;

    public EngineSteps(StoredNetworks networks, TrainingOptions options, int threads, ulong seed)
    {
        _trainer = new AlignmentTrainer(
            networks.Start(), new InterchangeEngine(networks.Training, threads), new InterchangeEngine(networks.Validation, threads),
            new double[networks.Training.Routes.Count], options, seed);
        _moments = _trainer.Run().GetEnumerator();
    }

    /// <summary>Seconds of the next step.</summary>
    public double Next()
    {
        while (true)
        {
            int before = _trainer.Progress.Step;
            long began = Stopwatch.GetTimestamp();
            if (!_moments.MoveNext())
                throw new InvalidOperationException("The training ended before the measurement.");
            if (_trainer.Progress.Step > before)
                return Stopwatch.GetElapsedTime(began).TotalSeconds;
        }
    }

    public void Dispose()
    {
        _moments.Dispose();
        _trainer.Dispose();
    }
}
