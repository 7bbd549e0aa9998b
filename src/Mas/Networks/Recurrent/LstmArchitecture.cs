using Mas.Networks.Formats;

namespace Mas.Networks.Recurrent;

/// <summary><c>lstm</c>: the state is [h; c], the hidden vector and the cell's, of one width.</summary>
internal sealed class LstmArchitecture() : RecurrentArchitecture(new LstmCell())
{
    public override string Called => "an lstm";

    public override double TrainingSeconds => 25;

    public override NetworkTrainingOptions Training(string task) => task switch
    {
        // The published rate (method.md section 8), and on from the first updates that get everything right, which are few: an LSTM that
        // has just learned to count keeps its numbers less far apart, and less of it fits a GRU (docs/reference/findings.md).
        "multi-object" =>
            base.Training(task) with { LearningRate = new() { Peak = 5e-4, Last = 5e-4, WarmUp = 1, Until = 2 }, LeastSteps = 1000 },
        "arithmetic" => ExactTraining,
        _ => base.Training(task),
    };
}
