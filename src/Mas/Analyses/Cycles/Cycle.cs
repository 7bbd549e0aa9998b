using Mas.Interchange;

namespace Mas.Analyses.Cycles;

/// <summary>Two interventions one after the other: the first writes into a network that runs on, the second reads it at a later position
/// and writes into the last network, which should behave as the causal model says.</summary>
/// <param name="First">The first one. Its target's tokens up to the target position and its continuation are what the network in between is fed.</param>
/// <param name="Later">Position of that sequence at which it is read.</param>
/// <param name="Second">The second one; its donor is not a natural sample, and its position says nothing.</param>
internal sealed record Cycle(Intervention First, int Later, Intervention Second);
