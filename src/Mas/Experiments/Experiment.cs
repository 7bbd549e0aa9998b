namespace Mas.Experiments;

/// <summary>One experiment, complete and checked: what its file says, with every default filled in.</summary>
public sealed record Experiment
{
    /// <summary>Name of the run; can be a file's name on every system.</summary>
    public required string Name { get; init; }

    /// <summary>Seed of all data.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The task of all networks that have none of their own; null where each has.</summary>
    public TaskSource? Task { get; init; }

    /// <summary>The site of all networks that have none of their own, such as <c>state</c>; null where each has.</summary>
    public string? Site { get; init; }

    /// <summary>Of texts every site, each of which is aligned by itself; empty where each network has its own.</summary>
    internal ValueList<string> Sites { get; init; } = [];

    /// <summary>At least one; two for methods between networks. Their order gives the roles.</summary>
    public required ValueList<NetworkOptions> Networks { get; init; }

    /// <summary>What is aligned, and how.</summary>
    public required AlignmentOptions Alignment { get; init; }

    /// <summary>What is measured beside it.</summary>
    public EvaluationOptions Evaluation { get; init; } = new();

    /// <summary>Words of what trains or computes more, in the order in which it is done.</summary>
    public ValueList<string> Analyses { get; init; } = [];

    /// <summary>Words of analyses that cannot be done with it.</summary>
    internal ValueList<string> RuledOut { get; init; } = [];

    /// <summary>Where networks count as the same or as different.</summary>
    public VerdictOptions Verdict { get; init; } = new();

    /// <summary>Whether its networks are matrices of dissimilarities: nothing is run, aligned or exchanged.</summary>
    internal bool IsOfMatrices => Networks.Count > 0 && Networks.All(network => network.Source.IsMatrix);

    /// <summary>Its texts, where its networks are language models; else null.</summary>
    internal TextSource? Texts => Task as TextSource;

    /// <summary>Whether all of its networks are recordings: nothing can be exchanged between them.</summary>
    internal bool IsOnlyRead => Networks.Count > 0 && Networks.All(network => network.Source.IsOnlyRead);

    /// <summary>The task of one of its networks.</summary>
    public TaskSource TaskOf(NetworkOptions network) =>
        network.Task ?? Task ?? throw new InvalidOperationException($"Network '{network.Name}' has no task.");

    /// <summary>The site of one of its networks.</summary>
    public string SiteOf(NetworkOptions network) =>
        network.Site ?? Site ?? throw new InvalidOperationException($"Network '{network.Name}' has no site.");

    /// <summary>The same experiment with paths relative to another folder, so that its file can stand there.</summary>
    public Experiment SeenFrom(string folder) => this with
    {
        Task = Task?.SeenFrom(folder),
        Networks = [.. Networks.Select(network => network.SeenFrom(folder))],
        Alignment = Alignment with { Extend = Alignment.Extend?.SeenFrom(folder) },
    };
}
