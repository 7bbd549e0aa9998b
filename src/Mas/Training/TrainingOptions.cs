namespace Mas.Training;

/// <summary>Which checkpoint of a training is tested.</summary>
internal enum KeptCheckpointRule
{
    Best, // the best on validation (<c>method.md</c> section 5)
    Last, // the last one, as studies have it that look at validation only to stop
}

/// <summary>How an alignment is trained; the defaults are those of <c>method.md</c> section 5.</summary>
internal sealed record TrainingOptions
{
    /// <summary>Training steps at most.</summary>
    public int Steps { get; init; } = 20_000;

    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Interventions per direction and step.</summary>
    public int Batch { get; init; } = 128;

    /// <summary>Validation every so many steps after step 200; before that every 20.</summary>
    public int ValidateEvery { get; init; } = 100;

    public StopOptions Stop { get; init; } = new();

    /// <summary>ε, the weight of the CL loss.</summary>
    public double ClWeight { get; init; } = 0.85;

    /// <summary>Directions that are drawn, uniformly, for each step; null for all.</summary>
    public int? DirectionsPerStep { get; init; }

    public KeptCheckpointRule Keep { get; init; }

    /// <summary>Training neither stops nor keeps a checkpoint before this step: the end of a learned mask's schedule.</summary>
    public int NoStopBefore { get; init; }

    /// <summary>Whether validation is due before this step.</summary>
    public bool ValidatesAt(int step) => step == Steps || (step <= 200 ? step % 20 == 0 : step % ValidateEvery == 0);
}

/// <summary>When training stops before the step limit.</summary>
public sealed record StopOptions
{
    /// <summary>Every trained direction's validation trial IIA has reached this.</summary>
    public double Target { get; init; } = 0.995;

    /// <summary>Steps without an improvement of the mean validation loss.</summary>
    public int Patience { get; init; } = 1000;

    /// <summary>What counts as an improvement of the loss.</summary>
    public double Improvement { get; init; } = 0.001;

    /// <summary>After so many steps, a worst direction that is not 0.05 above its floor ends the training.</summary>
    public int HopelessAfter { get; init; } = 1500;

    /// <summary>Whether training ends where the course of validation says that the target will not be reached.</summary>
    public bool Futile { get; init; }
}
