using Mas.Networks.Formats;

namespace Mas.Networks.Recurrent;

/// <summary><c>gru</c>: the state is the hidden vector.</summary>
internal sealed class GruArchitecture() : RecurrentArchitecture(new GruCell())
{
    public override double TrainingSeconds => 10;

    public override NetworkTrainingOptions Training(string task) => task switch
    {
        "rounding" => base.Training(task) with { LearningRate = new() { Until = 1500 } },
        "modulo" => base.Training(task) with { LearningRate = new() { Peak = 3e-3, Until = 1000 } },
        "arithmetic" => ExactTraining,
        "square" => ExactTraining with { Batch = 32 },
        _ => base.Training(task),
    };
}
