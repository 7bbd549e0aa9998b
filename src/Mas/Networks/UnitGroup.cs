namespace Mas.Networks;

/// <summary>Units whose order says nothing of what a network does.</summary>
/// <param name="Name">Of the place where their activity is read.</param>
/// <param name="Axes">Tensors and dimensions along which they stand, once or several times, such as once for each gate.</param>
internal sealed record UnitGroup(string Name, int Count, IReadOnlyList<(string Tensor, int Dimension)> Axes);

/// <summary>How a network is given units that nothing reads.</summary>
/// <param name="Widen">From name and weight and a seed to a fresh tensor.</param>
internal sealed record NullUnits(NetworkConfig Config, Func<string, Tensor, ulong, Tensor> Widen);
