namespace Mas.Benchmarks.Planting;

/// <summary>What planting has reached.</summary>
/// <param name="Accuracy">Share of natural sequences that are right throughout.</param>
/// <param name="Unexplained">Share of the state's variance that is left where all variables are the same, the mean over units.</param>
internal sealed record PlantingFindings(int Steps, double Accuracy, double Unexplained, IReadOnlyList<PlantedVariable> Variables)
{
    public override string ToString() => $"accuracy {Accuracy:f3}, unexplained {Unexplained:f3}, "
        + string.Join(", ", Variables.Select(own => $"{own.Variable} {own.Iia:f3} (floor {own.Floor:f2})"));
}

/// <summary>One planted variable.</summary>
/// <param name="Iia">Trial IIA of exchanging its block of units by itself, within the network.</param>
/// <param name="Floor">The same of the unchanged network.</param>
internal sealed record PlantedVariable(string Variable, int Units, double Iia, double Floor);
