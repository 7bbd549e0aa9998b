namespace Mas.Experiments;

/// <summary>A task by name and its settings.</summary>
public sealed record TaskOptions
{
    /// <summary>Such as <c>multi-object</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Smallest number of objects.</summary>
    public int Smallest { get; init; } = 1;

    /// <summary>Largest number of objects.</summary>
    public int Largest { get; init; } = 20;

    /// <summary>Numbers of objects that training of networks never shows, rising.</summary>
    public ValueList<int> HeldOut { get; init; } = [4, 9, 14, 17];
}
