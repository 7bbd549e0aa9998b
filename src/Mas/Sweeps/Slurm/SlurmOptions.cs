namespace Mas.Sweeps.Slurm;

/// <summary>What a sweep asks of a Slurm cluster, for each of its jobs. What is null is as the cluster has it.</summary>
internal sealed record SlurmOptions
{
    /// <summary>One partition, or several with commas between them: the first that has room.</summary>
    public string? Partition { get; init; }

    /// <summary>A job that comes near its end writes a checkpoint and goes on in a new one.</summary>
    public SlurmTime? Time { get; init; }

    /// <summary>As Slurm writes it, such as <c>4G</c>.</summary>
    public string? Memory { get; init; }

    /// <summary>Threads of a job.</summary>
    public int Cores { get; init; } = 1;

    public string? Account { get; init; }

    /// <summary>Jobs side by side at most; null for no limit but the cluster's own.</summary>
    public int? AtOnce { get; init; }

    /// <summary>More options of <c>sbatch</c>, such as <c>--qos=low</c>; they win over all others.</summary>
    public IReadOnlyList<string> Lines { get; init; } = [];
}
