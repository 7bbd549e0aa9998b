using Mas.Tasks;
using Mas.Tasks.Files;

namespace Mas.Experiments;

/// <summary>Where a task comes from.</summary>
public abstract record TaskSource
{
    /// <summary>The same task with its path, where it has one, relative to another folder.</summary>
    public virtual TaskSource SeenFrom(string folder) => this;

    /// <summary>The same sequences, whichever causal model is asked about.</summary>
    internal virtual TaskSource Unasked => this;

    /// <summary>Name of the causal model that is asked about; null where the task has one alone.</summary>
    public virtual string? CausalModel => null;

    /// <summary>Causal models that it can be asked about by name; none where it knows no names for them.</summary>
    internal virtual IReadOnlyList<string> CausalModels => [];

    /// <summary>Whether it comes with its network, and no file names it.</summary>
    internal virtual bool ComesWithNetwork => false;

    /// <summary>What people are told of it.</summary>
    internal abstract string Description { get; }

    /// <summary>The task itself.</summary>
    /// <exception cref="InputException">A task file is wrong, or has too few sequences to be split.</exception>
    public abstract SequenceTask ToTask();

    /// <summary>The value of <c>task</c> in the file that a run writes.</summary>
    /// <param name="quoted">Puts a text in quotes.</param>
    internal abstract string Entry(Func<string, string> quoted);
}

/// <summary>One of the tasks that are known by name, and its settings.</summary>
public sealed record NamedTask : TaskSource
{
    /// <summary>Such as <c>multi-object</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The causal model that is asked about; null for the task's own.</summary>
    public string? Causal { get; init; }

    /// <summary>Smallest number of objects.</summary>
    public int Smallest { get; init; } = 1;

    /// <summary>Largest number of objects.</summary>
    public int Largest { get; init; } = 20;

    /// <summary>Numbers of objects that training of networks never shows, rising.</summary>
    public ValueList<int> HeldOut { get; init; } = [4, 9, 14, 17];

    /// <summary>Probability of a void token before each demonstration token.</summary>
    public double Void { get; init; }

    /// <summary>Roles of the tokens after which interventions write and read, in the order of a sequence; null is the task's own
    /// choice.</summary>
    public ValueList<string>? Eligible { get; init; }

    /// <summary>Whether it is a task about numbers of objects; others have no quantities and no void tokens.</summary>
    internal bool HasQuantities => NumericRule.All.Any(rule => rule.Name == Name);

    public override string CausalModel => Causal ?? CausalModels[0];

    internal override IReadOnlyList<string> CausalModels => KnownTasks.CausalModels(Name);

    internal override TaskSource Unasked => this with { Causal = null, Eligible = null };

    internal override string Description => Invariant($"{Name}, quantities {Smallest} to {Largest}, ")
        + (HeldOut.Count == 0 ? "none held out" : $"held out {string.Join(", ", HeldOut)}")
        + (Void > 0 ? Invariant($", void tokens {Void}") : "") + (Causal is null ? "" : $", causal model {Causal}")
        + (Eligible is null ? "" : $", eligible {string.Join(", ", Eligible)}");

    public override SequenceTask ToTask() => KnownTasks.Named(Name, new TaskOptions
    {
        SmallestQuantity = Smallest,
        LargestQuantity = Largest,
        HeldOut = HeldOut,
        Void = Void,
        Causal = Causal,
        Eligible = Eligible,
    })!;

    internal override string Entry(Func<string, string> quoted) => $"{{ name: {Name}, "
        + (HasQuantities ? Invariant($"quantities: [{Smallest}, {Largest}], held_out: [{string.Join(", ", HeldOut)}], void: {Void}, ") : "")
        + $"causal: {CausalModel}"
        + (EligibleRoles.OfTask(Name) is null ? " }" : $", eligible: {Roles} }}");

    private string Roles => Eligible is null ? EligibleRoles.Every : $"[{string.Join(", ", Eligible)}]";
}

/// <summary>Recorded sequences of a user's own task.</summary>
/// <param name="Path">As the file gives it, relative to the file.</param>
/// <param name="FullPath">Absolute.</param>
public sealed record RecordedTask(string Path, string FullPath) : TaskSource
{
    // Without its folder, which is another one as seen from the run's folder, where a verification reads the experiment.
    internal override string Description => System.IO.Path.GetFileName(Path);

    public override TaskSource SeenFrom(string folder) =>
        this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };

    public override SequenceTask ToTask()
    {
        FileTask task = FileTask.Read(FullPath);
        task.RequireShares();
        return task;
    }

    internal override string Entry(Func<string, string> quoted) => $"{{ file: {quoted(Path)} }}";
}

/// <summary>So many sequences of another task, drawn once: what is shown while a copy of a network is recorded.</summary>
/// <param name="Of">What they are sequences of.</param>
internal sealed record TrialsSource(TaskSource Of, int Count, ulong Seed) : TaskSource
{
    public override TaskSource SeenFrom(string folder) => this with { Of = Of.SeenFrom(folder) };

    internal override TaskSource Unasked => this with { Of = Of.Unasked };

    public override string? CausalModel => Of.CausalModel;

    internal override IReadOnlyList<string> CausalModels => Of.CausalModels;

    internal override string Description => Invariant($"{Of.Description}, {Count} trials");

    public override SequenceTask ToTask() => new TrialsOfTask(Of.ToTask(), Count, Seed);

    internal override string Entry(Func<string, string> quoted) => Of.Entry(quoted);
}

/// <summary>A task that a C# program has in its hands.</summary>
/// <param name="Task">The task.</param>
public sealed record GivenTask(SequenceTask Task) : TaskSource
{
    /// <summary>Its key in the file that a run writes; no file with it can be read.</summary>
    internal const string FileKey = "given";

    internal override string Description => Task.Name;

    public override SequenceTask ToTask() => Task;

    internal override string Entry(Func<string, string> quoted) =>
        $"{{ {FileKey}: {quoted($"{Task.Name}, given by a program: this file cannot be read back")} }}";
}
