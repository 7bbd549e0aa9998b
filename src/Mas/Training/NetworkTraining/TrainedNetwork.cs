using Mas.Networks;
using Mas.Networks.Recurrent;

namespace Mas.Training.NetworkTraining;

/// <summary>What training has given. Accuracies are shares of fresh sequences with every scored token right, on sequences of their own.</summary>
/// <param name="Config">As it is stored beside the weights.</param>
/// <param name="Weights">Belong to whoever receives this.</param>
/// <param name="Steps">Updates done.</param>
/// <param name="Reached">Whether every one of the sequences that decide was right.</param>
/// <param name="TrainedAccuracy">On quantities that were trained on.</param>
/// <param name="HeldOutAccuracy">On quantities that never were shown; NaN where the task holds none out.</param>
public sealed record TrainedNetwork(
    NetworkConfig Config, GruWeights Weights, int Steps, bool Reached, double TrainedAccuracy, double HeldOutAccuracy);
