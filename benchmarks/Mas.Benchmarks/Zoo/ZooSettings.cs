namespace Mas.Benchmarks.Zoo;

/// <summary>Everything that the numbers of a zoo depend on.</summary>
/// <param name="Largest">Quantity of the tasks.</param>
/// <param name="Steps">Of an alignment at most.</param>
/// <param name="Training">Interventions per direction; a tenth of them for validation.</param>
/// <param name="Test">Interventions per direction.</param>
/// <param name="Samples">Positions that correlational measures look at.</param>
internal sealed record ZooSettings(ZooPlan Plan, int Largest, int Steps, int Training, int Test, int Samples, int Bootstraps)
{
    /// <summary>Void tokens keep the position from giving the count away; the learning rate is that of the alignments.</summary>
    public const double Void = 0.2, LearningRate = 0.003;

    /// <summary>Dimensions that are exchanged, width of the state's vectors and of the stream, interventions per direction and step, and
    /// the seed of sequences, interventions and copies.</summary>
    public const int Size = 16, Units = 32, Batch = 64, Seed = 1;

    /// <summary>Correlational measures, in the order of tables.</summary>
    public static IReadOnlyList<string> Correlational { get; } =
    [
        "cka-linear", "cka-linear-debiased", "cka-rbf", "rsa-euclidean-spearman", "rsa-cosine-spearman", "rsa-correlation-pearson",
        "cca", "svcca", "pwcca", "procrustes", "regression-r2-cross-validated", "mutual-knn",
    ];

    public static ZooSettings Full { get; } =
        new(ZooPlan.Full, Largest: 8, Steps: 300, Training: 2000, Test: 300, Samples: 800, Bootstraps: 1000);

    public static ZooSettings Small { get; } =
        new(ZooPlan.Small, Largest: 3, Steps: 20, Training: 200, Test: 50, Samples: 200, Bootstraps: 100);

    public NamedTask Task(string name) => new() { Name = name, Largest = Largest, HeldOut = [], Void = Void };

    /// <summary>The alignment of a pair, but for its method.</summary>
    public AlignmentOptions Alignment => new()
    {
        Variables = [new ExchangedVariable(["full", "full"])],
        Sizes = [new([Size])],
        Design = new AlignmentDesign { Normalise = Normalise.Standard },
        Steps = Steps,
        LearningRate = LearningRate,
        Batch = Batch,
        Train = Training,
        Validation = Training / 10,
        Test = Test,
        Seeds = [Seed],
    };

    /// <summary>What a folder of results says of itself: results of other settings are never mixed with these.</summary>
    public string Text() =>
        $"zoo 1: quantities 1 to {Largest}, void tokens {Void}, width {Units}; size {Size}, {Steps} steps of {Batch} at rate "
        + $"{LearningRate}, {Training} training and {Test} test interventions; {Samples} samples; seed {Seed}\n"
        + $"{string.Join(' ', Correlational)}\n{string.Join('\n', Plan.Pairs().Select(pair => pair.Name))}\n";
}
