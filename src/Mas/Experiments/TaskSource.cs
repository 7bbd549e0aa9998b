namespace Mas.Experiments;

/// <summary>Where a task comes from.</summary>
public abstract record TaskSource
{
    /// <summary>The same task with its path, where it has one, relative to another folder.</summary>
    public abstract TaskSource SeenFrom(string folder);

    /// <summary>The same sequences, whichever causal model is asked about.</summary>
    public virtual TaskSource Unasked => this;
}

/// <summary>One of the tasks that are known by name, and its settings.</summary>
public sealed record NamedTask : TaskSource
{
    /// <summary>Such as <c>multi-object</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The causal model that is asked about; null for the task's own.</summary>
    public string? Causal { get; init; }

    /// <summary>Name of the causal model that is asked about.</summary>
    public string CausalModel => Causal ?? Tasks.KnownTasks.CausalModels(Name)[0];

    /// <summary>Smallest number of objects.</summary>
    public int Smallest { get; init; } = 1;

    /// <summary>Largest number of objects.</summary>
    public int Largest { get; init; } = 20;

    /// <summary>Numbers of objects that training of networks never shows, rising.</summary>
    public ValueList<int> HeldOut { get; init; } = [4, 9, 14, 17];

    /// <summary>Probability of a void token before each demonstration token.</summary>
    public double Void { get; init; }

    /// <summary>Whether it is a task about numbers of objects; others have no quantities and no void tokens.</summary>
    public bool HasQuantities => Tasks.NumericRule.All.Any(rule => rule.Name == Name);

    public override TaskSource SeenFrom(string folder) => this;

    public override TaskSource Unasked => this with { Causal = null };
}

/// <summary>Recorded sequences of a user's own task.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record RecordedTask(string Path, string FullPath) : TaskSource
{
    public override TaskSource SeenFrom(string folder) => this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };
}
