using Mas.Causal;

namespace Mas.Tasks;

/// <summary>The tasks and causal models that an experiment may name.</summary>
public static class KnownTasks
{
    /// <summary>The causal model that carries nothing.</summary>
    internal const string Recount = "recount";

    // One line for each task and causal model; a task's first is its default.
    private static readonly KnownModel[] Models =
    [
        .. NumericRule.All.SelectMany(Numeric),
        new("arithmetic", "arithmetic", options => new ArithmeticTask(new Arithmetic(options.LargestQuantity), options)),
        new("arithmetic", Recount, options => new ArithmeticTask(new ArithmeticRecount(options.LargestQuantity), options)),
        Pairs("hierarchical-equality", 2, PairModel.HierarchicalEquality, balancesLabels: false),
        Pairs("and-or", 3, PairModel.AndOrAnd, balancesLabels: true),
        Pairs("and-or", 3, PairModel.AndOr, balancesLabels: true),
    ];

    /// <summary>Names for <c>task</c>.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Models.Select(model => model.Task).Distinct()];

    /// <summary>Names for <c>task.causal</c> that fit the task, the default first; none where there is no such task.</summary>
    public static IReadOnlyList<string> CausalModels(string task) =>
        [.. Models.Where(model => model.Task == task).Select(model => model.Causal)];

    /// <summary>The variables of a causal model, without <c>full</c>; none where there is no such task.</summary>
    /// <param name="task">Name of a task.</param>
    /// <param name="causal">Name of a causal model of it; null is the default.</param>
    /// <exception cref="InputException">The causal model does not fit the task.</exception>
    public static IReadOnlyList<string> Variables(string task, string? causal = null) =>
        Named(task, new() { Causal = causal }) is { } known ? [.. known.Variables.Select(variable => variable.Name)] : [];

    /// <summary>The task of this name; null where there is none.</summary>
    /// <exception cref="InputException">An option is out of range, or the causal model does not fit the task.</exception>
    public static SequenceTask? Named(string name, TaskOptions? options = null)
    {
        options ??= new();
        if (!Names.Contains(name))
            return null;
        return Models.FirstOrDefault(model => model.Task == name && (options.Causal is null || model.Causal == options.Causal)) is { } known
            ? known.Create(options)
            : throw new InputException($"the causal model '{options.Causal}' does not fit the task {name}; "
                + $"those that do are {string.Join(", ", CausalModels(name))}", key: "task.causal");
    }

    private static KnownModel[] Numeric(NumericRule rule) =>
    [
        Numeric(rule, "up-down", largest => new UpDown(rule.Respond, largest)),
        Numeric(rule, "up-up", largest => new UpUp(rule.Respond, largest)),
        Numeric(rule, "up-increment", largest => new UpIncrement(rule.Respond, largest)),
        Numeric(rule, Recount, largest => new Causal.Recount(rule.Respond, largest)),
    ];

    private static KnownModel Numeric<TState>(NumericRule rule, string causal, Func<int, CausalModel<NumericToken, TState>> model)
        where TState : struct => new(rule.Name, causal, options =>
        {
            options.ThrowIfWrong(); // before a causal model of that size is made
            return new NumericTask<TState>(rule, model(options.LargestQuantity), options);
        });

    private static KnownModel Pairs(string task, int pairs, PairModel model, bool balancesLabels) =>
        new(task, model.Name, options => new PairTask(task, pairs, model, balancesLabels, options));
}

/// <summary>A task and a causal model of it, under the names that an experiment gives them.</summary>
internal sealed record KnownModel(string Task, string Causal, Func<TaskOptions, SequenceTask> Create);
