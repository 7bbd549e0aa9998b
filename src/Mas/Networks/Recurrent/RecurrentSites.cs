namespace Mas.Networks.Recurrent;

/// <summary>Names of a recurrent network's sites.</summary>
internal static class RecurrentSites
{
    /// <summary>The vector that enters the cell.</summary>
    public const string Embedding = "embedding";

    /// <summary>What the cell hands on to the next position.</summary>
    public const string State = "state";
}
