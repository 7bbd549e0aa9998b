namespace Mas.Tasks;

/// <summary>The roles of tokens after which interventions may write and read, as <c>task.eligible</c> names them.</summary>
/// <param name="All">Every role of this kind of task, in the order of a sequence.</param>
/// <param name="Usual">Where nothing is named.</param>
/// <param name="Recounted">Where a causal model that carries nothing has values; the usual ones then.</param>
internal sealed record EligibleRoles(IReadOnlyList<string> All, IReadOnlyList<string> Usual, IReadOnlyList<string> Recounted)
{
    /// <summary>The value of <c>task.eligible</c> that names none.</summary>
    public const string Every = "all";

    public const string Demo = "demo", Trigger = "trigger", Response = "response", Equal = "equals", Result = "result", Comma = "comma";

    public static EligibleRoles Numeric { get; } = new([Demo, Trigger, Response], [Demo, Response], [Trigger, Response]);

    public static EligibleRoles Arithmetic { get; } = new([Equal, Result, Comma], [Equal, Result, Comma], [Equal]);

    /// <summary>The roles of a known task; null where it has none.</summary>
    public static EligibleRoles? OfTask(string name) =>
        name == "arithmetic" ? Arithmetic : NumericRule.All.Any(rule => rule.Name == name) ? Numeric : null;

    /// <summary>Those that are eligible.</summary>
    /// <param name="named">What is written; null is the task's own choice.</param>
    /// <param name="isCarried">Whether the causal model carries its variables from token to token.</param>
    /// <exception cref="InputException">A role is none of this kind of task, or nothing is left.</exception>
    public IReadOnlyList<string> Of(IReadOnlyList<string>? named, bool isCarried)
    {
        if (named is null)
            return isCarried ? Usual : Recounted;
        return Against(named, isCarried) is { } why
            ? throw new InputException(why, key: "task.eligible") : [.. (isCarried ? All : Recounted).Where(named.Contains)];
    }

    /// <summary>Why these roles cannot be named; null where they can.</summary>
    public string? Against(IReadOnlyList<string> named, bool isCarried)
    {
        if (named.FirstOrDefault(role => !All.Contains(role)) is { } unknown)
            return $"'{unknown}' is {(IsOther(unknown) ? "a role of another kind of task" : "no role")}; here they are {Listed(All)}";
        if (named.Count == 0)
            return $"no role is named; they are {Listed(All)}";
        return isCarried || named.Any(Recounted.Contains) ? null
            : $"the causal model recount has values at {string.Join(" and ", Recounted)} alone; name that, or leave eligible out";
    }

    /// <summary>Whether it is a role, but of another kind of task.</summary>
    public bool IsOther(string role) => !All.Contains(role) && (Numeric.All.Contains(role) || Arithmetic.All.Contains(role));

    private static string Listed(IReadOnlyList<string> roles) => string.Join(", ", roles);
}
