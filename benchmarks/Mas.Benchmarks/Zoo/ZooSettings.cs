using Mas.Benchmarks.Planting;

namespace Mas.Benchmarks.Zoo;

/// <summary>Everything that the numbers of a zoo depend on.</summary>
/// <param name="Largest">Quantity of the tasks.</param>
/// <param name="Steps">Of an alignment at most.</param>
/// <param name="Training">Interventions per direction; a tenth of them for validation.</param>
/// <param name="Test">Interventions per direction.</param>
/// <param name="Samples">Positions that correlational measures look at.</param>
/// <param name="PlantingSteps">Of the training of a planted network, at most.</param>
internal sealed record ZooSettings(
    ZooPlan Plan, int Largest, int Steps, int Training, int Test, int Samples, int Bootstraps, int PlantingSteps)
{
    /// <summary>Void tokens keep the position from giving the count away; the learning rate is that of the alignments.</summary>
    public const double Void = 0.2, LearningRate = 0.003;

    /// <summary>Dimensions that are exchanged, those of networks that were written by hand, width of the state's vectors and of the stream,
    /// interventions per direction and step, and the seed of sequences, interventions and copies.</summary>
    public const int Size = 16, WrittenSize = 2, Units = 32, Batch = 64, Seed = 1;

    /// <summary>Measures of an alignment, in the order of tables; the third compares nothing.</summary>
    public const string Mas = "mas", Stitching = "stitching", Self = "self";

    /// <summary>Correlational measures, in the order of tables.</summary>
    public static IReadOnlyList<string> Correlational { get; } =
    [
        "cka-linear", "cka-linear-debiased", "cka-rbf", "rsa-euclidean-spearman", "rsa-cosine-spearman", "rsa-correlation-pearson",
        "cca", "svcca", "pwcca", "procrustes", "regression-r2-cross-validated", "mutual-knn",
    ];

    public static ZooSettings Full { get; } =
        new(ZooPlan.Full, Largest: 8, Steps: 300, Training: 2000, Test: 300, Samples: 800, Bootstraps: 1000, PlantingSteps: 4000);

    public static ZooSettings Small { get; } =
        new(ZooPlan.Small, Largest: 3, Steps: 10, Training: 200, Test: 50, Samples: 200, Bootstraps: 100, PlantingSteps: 60)
        { RequiresPlanted = false };

    /// <summary>Whether planted networks must have learned their task; a few steps show that planting works.</summary>
    public bool RequiresPlanted { get; init; } = true;

    /// <summary>Networks that were written by hand know no void tokens.</summary>
    public NamedTask Task(ZooNetwork network) => new()
    {
        Name = network.Task.Length > 0 ? network.Task : Plan.Tasks[0],
        Largest = Largest,
        HeldOut = [],
        Void = network.Making == Making.Written ? 0 : Void,
    };

    /// <summary>Of a planted network.</summary>
    public PlantedRecipe Recipe(ZooNetwork planted) =>
        new(Task(planted) with { Causal = planted.Algorithm }, planted.Seed) { Width = Units, Steps = PlantingSteps };

    /// <summary>What a folder of results says of itself: results of other settings are never mixed with these.</summary>
    public string Text() =>
        $"zoo 2: quantities 1 to {Largest}, void tokens {Void}, width {Units}; size {Size}, {Steps} steps of {Batch} at rate "
        + $"{LearningRate}, {Training} training and {Test} test interventions; {Samples} samples; seed {Seed}; planted in at most "
        + $"{PlantingSteps} steps\n"
        + $"{string.Join(' ', Correlational)}\n{string.Join('\n', Plan.Pairs().Select(pair => pair.Name))}\n";
}
