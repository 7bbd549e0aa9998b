namespace Mas.Tasks;

/// <summary>One task of the numeric equivalence family, as data: <c>B</c>, N demonstration tokens, <c>T</c>, g(N) response tokens,
/// <c>E</c>.</summary>
/// <param name="DemoWords">Demonstration tokens are drawn uniformly from these.</param>
/// <param name="Respond">g, from the quantity N to the number of response tokens.</param>
internal sealed record NumericRule(string Name, IReadOnlyList<string> DemoWords, string ResponseWord, Func<int, int> Respond)
{
    private static readonly string[] Objects = ["D0", "D1", "D2"];

    public static IReadOnlyList<NumericRule> All { get; } =
    [
        new("multi-object", Objects, "R", n => n),
        new("single-object", ["D"], "R", n => n),
        new("same-object", ["D"], "D", n => n),
        new("modulo", Objects, "R", n => n % 4),
        new("rounding", Objects, "R", n => (n + 1) / 3 * 3),
        new("square", Objects, "R", n => n * n),
    ];
}
