namespace Mas.Benchmarks.Zoo;

/// <summary>Everything that the numbers of a zoo depend on.</summary>
internal sealed record ZooSettings
{
    /// <summary>Networks and pairs.</summary>
    public required ZooPlan Plan { get; init; }

    /// <summary>Largest quantity of the tasks.</summary>
    public required int Largest { get; init; }

    /// <summary>Steps of an alignment at most.</summary>
    public required int Steps { get; init; }

    /// <summary>Interventions per direction for training; a tenth of them for validation.</summary>
    public required int Training { get; init; }

    /// <summary>Interventions per direction for the test.</summary>
    public required int Test { get; init; }

    /// <summary>Positions that correlational measures look at.</summary>
    public required int Samples { get; init; }

    /// <summary>Bootstraps of the intervals.</summary>
    public required int Bootstraps { get; init; }

    /// <summary>Void tokens keep the position from giving the count away.</summary>
    public const double Void = 0.2;

    /// <summary>Dimensions that are exchanged.</summary>
    public const int Size = 16;

    /// <summary>Width of the state's vectors and of the stream.</summary>
    public const int Units = 32;

    /// <summary>Interventions per direction and step, and their learning rate.</summary>
    public const int Batch = 64;

    public const double LearningRate = 0.003;

    /// <summary>Seed of sequences, interventions and copies.</summary>
    public const int Seed = 1;

    /// <summary>Correlational measures, in the order of tables.</summary>
    public static IReadOnlyList<string> Correlational { get; } =
    [
        "cka-linear", "cka-linear-debiased", "cka-rbf", "rsa-euclidean-spearman", "rsa-cosine-spearman", "rsa-correlation-pearson",
        "cca", "svcca", "pwcca", "procrustes", "regression-r2-cross-validated", "mutual-knn",
    ];

    public static ZooSettings Full { get; } = new() { Plan = ZooPlan.Full, Largest = 8, Steps = 300, Training = 2000, Test = 300, Samples = 800, Bootstraps = 1000 };

    public static ZooSettings Small { get; } = new() { Plan = ZooPlan.Small, Largest = 3, Steps = 20, Training = 200, Test = 50, Samples = 200, Bootstraps = 100 };

    /// <summary>A task of the zoo.</summary>
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
    public string Text() => string.Create(CultureInfo.InvariantCulture,
        $"zoo 1: quantities 1 to {Largest}, void tokens {Void}, width {Units}; size {Size}, {Steps} steps of {Batch} at rate {LearningRate}, {Training} training and {Test} test interventions; {Samples} samples; seed {Seed}\n{string.Join(' ', Correlational)}\n{string.Join('\n', Plan.Pairs().Select(pair => pair.Name))}\n");
}
