namespace Mas.Tasks;

/// <summary>Which quantities natural sequences are drawn from.</summary>
public enum QuantityChoice
{
    /// <summary>All of the task's, as interventions use them.</summary>
    All,

    /// <summary>Those that networks are trained on.</summary>
    Trained,

    /// <summary>Those that networks never see in training.</summary>
    HeldOut,
}

/// <summary>What an experiment may set about a task.</summary>
public sealed record TaskOptions
{
    /// <summary>No quantity may be larger; it bounds what a task allocates.</summary>
    public const int QuantityLimit = 1_000;

    /// <summary>Smallest quantity N.</summary>
    public int SmallestQuantity { get; init; } = 1;

    /// <summary>Largest quantity N.</summary>
    public int LargestQuantity { get; init; } = 20;

    /// <summary>Quantities that networks are not trained on.</summary>
    public IReadOnlyList<int> HeldOut { get; init; } = [4, 9, 14, 17];

    /// <summary>Probability of a void token <c>U</c> before each demonstration token; at 0 the vocabulary has no <c>U</c>.</summary>
    public double Void { get; init; }

    /// <summary>Name of the causal model that is asked about; null is the task's first (<see cref="KnownTasks.CausalModels"/>).</summary>
    public string? Causal { get; init; }

    /// <summary>Roles of the tokens after which interventions write and read, such as <c>response</c>; null is the task's own
    /// choice.</summary>
    public IReadOnlyList<string>? Eligible { get; init; }

    /// <summary>The quantities of <paramref name="choice"/> in ascending order; may be empty.</summary>
    public int[] Quantities(QuantityChoice choice)
    {
        IEnumerable<int> all = Enumerable.Range(SmallestQuantity, LargestQuantity - SmallestQuantity + 1);
        return choice switch
        {
            QuantityChoice.Trained => [.. all.Except(HeldOut)],
            QuantityChoice.HeldOut => [.. all.Intersect(HeldOut)],
            _ => [.. all],
        };
    }

    /// <summary>Everything that is wrong with these options, keys as in the experiment file.</summary>
    public IReadOnlyList<InputError> Errors()
    {
        List<InputError> errors = [];
        void Add(string key, string message) => errors.Add(new(message, Key: key));
        if (SmallestQuantity < 1 || LargestQuantity < SmallestQuantity)
            Add("task.quantities",
                $"quantities [{SmallestQuantity}, {LargestQuantity}]: the first must be at least 1 and at most the second");
        else if (LargestQuantity > QuantityLimit)
            Add("task.quantities", $"the largest quantity {LargestQuantity} is above {QuantityLimit}; give a smaller one");
        else if (Quantities(QuantityChoice.Trained).Length == 0)
            Add("task.held_out", "every quantity is held out, so that networks have nothing to learn from; leave at least one");
        if (!(Void >= 0 && Void < 1))
            Add("task.void", Invariant($"{Void} is no probability of void tokens; give a number from 0 up to, not including, 1"));
        return errors;
    }

    internal void ThrowIfWrong()
    {
        if (Errors() is { Count: > 0 } errors)
            throw new InputException(errors);
    }

    internal void ThrowIfEligible(string task)
    {
        if (Eligible is not null)
            throw new InputException($"the task {task} has one position and no roles; leave eligible out", key: "task.eligible");
    }

    internal void ThrowIfVoid(string task)
    {
        if (Void > 0)
            throw new InputException($"the task {task} has no void tokens; leave void out", key: "task.void");
    }
}
