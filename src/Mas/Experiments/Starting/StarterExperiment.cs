using Mas.Causal;
using Mas.Tasks;

namespace Mas.Experiments.Starting;

/// <summary>A first experiment on networks that do a task with variables: each choice with its reason beside it.</summary>
internal static class StarterExperiment
{
    /// <param name="given">The task of all networks; null for what each says.</param>
    /// <param name="path">Absolute path of the file that the text is for.</param>
    /// <exception cref="InputException">A task is missing, or nothing can be exchanged between two of them.</exception>
    public static string Of(IReadOnlyList<StarterNetwork> networks, TaskSource? given, string path)
    {
        TaskSource[] tasks = [.. networks.Select(network => given ?? Task(network))];
        SequenceTask[] opened = [.. tasks.Select(task => task.ToTask())];
        string exchanged = PossibleExchange.AgainstFull(opened[0]) is null ? CausalVariable.Full : opened[0].Variables[0].Name;
        RequireExchange(networks, opened, exchanged);
        bool isOne = tasks.Distinct().Count() == 1;
        var lines = new StarterLines(networks, path);
        return string.Join('\n',
        [
            .. lines.Head("Do these networks do the same thing in the same way?", canBeChecked: true),
            .. TaskLines(tasks[0], given is null),
            .. isOne ? (string[])[$"task: {lines.Seen(tasks[0])}", ""] : [],
            "# Where the networks are read and written into: the state that is handed on, where there is one, else a layer in",
            "# the middle. 'mas check' tries every site.",
            .. lines.Sites(),
            .. lines.Networks(k => isOne ? "" : $", task: {lines.Seen(tasks[k])}"),
            "alignment:",
            .. lines.Method(),
            .. VariableLines(opened[0], exchanged),
            .. lines.Size(),
            .. Scaling(networks),
            .. Stepwise(networks),
            "  # One alignment for each seed. Three tell what chance does; one is faster.",
            "  seeds: [1, 2, 3]",
            "",
            "# What --small lays over the rest: fewer interventions, one alignment, none of the analyses.",
            "small:",
            "  analyses: false",
            "  alignment: { train: 2000, validation: 300, test: 300, seeds: [1] }",
            "",
        ]);
    }

    private static TaskSource Task(StarterNetwork network) => network.Task is { } name ? new NamedTask { Name = name }
        : throw new InputException("nothing says which task this network does; give it with --task, a name or '{ file: trials.jsonl }'",
            network.Name);

    private static void RequireExchange(IReadOnlyList<StarterNetwork> networks, SequenceTask[] tasks, string exchanged)
    {
        int other = Array.FindIndex(tasks, task => !PossibleExchange.Between(tasks[0], task, exchanged, exchanged));
        if (other >= 0)
            throw new InputException($"{networks[0].Name} does {tasks[0].Name} and {networks[other].Name} does {tasks[other].Name}, whose "
                + "variables differ, and only you can say which stands for which: begin with networks of one task, and then name the "
                + "variables in alignment.variables");
    }

    private static string[] TaskLines(TaskSource task, bool isTheirs) =>
    [
        isTheirs ? "# The task that they say they do." : "# The task that was asked for.",
        .. task is not NamedTask { HasQuantities: true } ? (string[])[] :
        [
            "# quantities: the least and the most objects. held_out: numbers of objects that training of the networks never",
            "# showed. Say here what yours were trained on. void: how often a token comes that does not count; with some, a",
            "# position does not give the count away. causal: the algorithm whose variables are exchanged. eligible: the",
            "# tokens after which they are.",
        ],
    ];

    private static string[] VariableLines(SequenceTask task, string exchanged) =>
    [
        task.Variables.Count == 1 ? $"  # The task has one variable, {task.Variables[0].Name}: full and its name ask the same."
        : (exchanged == CausalVariable.Full ? "  # All variables at once. Or by name, each in a subspace of its own: "
            : "  # The causal model overwrites one variable alone, of these: ")
            + $"{Listing.Of([.. task.Variables.Select(variable => variable.Name)])}.",
        $"  variables: [{exchanged}]",
    ];

    private static string[] Scaling(IReadOnlyList<StarterNetwork> networks) =>
        networks.DistinctBy(network => network.Architecture).Count() == 1 ? [] :
    [
        "  # Units of different kinds of networks differ in scale, which an orthogonal map cannot change: each gets mean 0",
        "  # and deviation 1.",
        "  normalise: standard",
    ];

    // Inner layers of transformers.
    private static string[] Stepwise(IReadOnlyList<StarterNetwork> networks) =>
        !networks.All(network => network.Site is { IsInner: true, IsHandedOn: false }) ? [] :
        [
            "  # Later positions read the earlier ones of an inner layer anew. So every position up to one is exchanged, and the",
            "  # prediction there alone is scored.",
            "  scheme: stepwise",
            "  score: first",
        ];
}
