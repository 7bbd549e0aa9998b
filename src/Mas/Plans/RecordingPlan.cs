using Mas.Experiments;
using Mas.Results.Plans;

namespace Mas.Plans;

/// <summary>A plan, complete and checked: what its file says, with every default filled in.</summary>
internal sealed record RecordingPlan
{
    /// <summary>Can be a file's name on every system.</summary>
    public required string Name { get; init; }

    public int Seed { get; init; } = 1;

    /// <summary>The task of all networks.</summary>
    public required TaskSource Task { get; init; }

    /// <summary>The site of networks that have none of their own; null where each has.</summary>
    public string? Site { get; init; }

    /// <summary>The network that can be run: recordings are aligned with it.</summary>
    public required NetworkOptions Reference { get; init; }

    /// <summary>A network that is known to work as the reference does.</summary>
    public required NetworkOptions Alike { get; init; }

    /// <summary>Networks that are known not to; at least one.</summary>
    public required ValueList<NetworkOptions> Different { get; init; }

    public ValueList<double> Units { get; init; } = [];

    public ValueList<double> Trials { get; init; } = [];

    public ValueList<double> Noise { get; init; } = [];

    public ValueList<double> Poisson { get; init; } = [];

    /// <summary>How many times units, trials and noise are drawn at each point.</summary>
    public int Draws { get; init; } = 5;

    /// <summary>How a recording is aligned with the reference; sizes are cut to the units that are seen.</summary>
    public required AlignmentOptions Alignment { get; init; }

    public PlanLists Lists => new(Units, Trials, Noise, Poisson);

    /// <summary>Networks that are recorded, the one that works alike first.</summary>
    public IReadOnlyList<NetworkOptions> Recorded => [Alike, .. Different];

    /// <summary>[draws] different for each draw and each seed of the plan; they fit into an experiment file.</summary>
    public IReadOnlyList<int> DrawSeeds =>
        [.. Enumerable.Range(0, Draws).Select(draw => (int)(SeededRandom.Derive((ulong)Seed, "draw", draw) >> 33))];

    /// <summary>The same plan with paths relative to another folder.</summary>
    public RecordingPlan SeenFrom(string folder) => this with
    {
        Task = Task.SeenFrom(folder),
        Reference = Reference.SeenFrom(folder),
        Alike = Alike.SeenFrom(folder),
        Different = [.. Different.Select(network => network.SeenFrom(folder))],
    };
}
