namespace Mas.Results.Verdicts;

/// <summary>Whether a network implements a causal model, as far as swaps within the network tell (<c>method.md</c> section 10). It passes
/// where every asked variable's lower bound reaches <c>same</c> and the control output-only does not reach it; variables that output-only
/// reaches decide nothing, and one at least must be left. It fails where some variable's corrected upper bound stays below
/// <c>different</c> in every try, a linear map's among them, while the same search passes that variable in another network. Everything
/// else is undecided.</summary>
internal sealed class AlgorithmVerdict(IReadOnlyList<AlgorithmResult> asked, double same, double different)
{
    public const string Passed = "passed", Failed = "failed", Undecided = "undecided";

    /// <summary>Tries before a variable can count as failed: two starts and a linear map.</summary>
    private const int TriesToFail = 3;

    /// <summary>The results with their words and what carries them.</summary>
    /// <param name="asked">Word and reason are left aside.</param>
    public static IReadOnlyList<AlgorithmResult> Decide(IReadOnlyList<AlgorithmResult> asked, double same, double different)
    {
        var verdict = new AlgorithmVerdict(asked, same, different);
        return [.. asked.Select(verdict.Decide)];
    }

    /// <summary>The word of a network that was asked at several sites: it passes where one passes, and fails where all fail.</summary>
    public static string OverSites(IEnumerable<string> words)
    {
        string[] each = [.. words];
        return each.Contains(Passed) ? Passed : each.Length > 0 && each.All(word => word == Failed) ? Failed : Undecided;
    }

    /// <summary>Whether a variable is passed.</summary>
    public static bool Passes(AlgorithmVariable variable, double same) =>
        variable.Counted is { } counted && counted.Corrected.Low >= same && variable.OutputOnlyReaches != true;

    /// <summary>Whether no try has come near <c>different</c>.</summary>
    public static bool StaysBelow(AlgorithmVariable variable, double different) =>
        variable.IsAsked && variable.Tries.All(one => one.Ceiling < different);

    /// <summary>Another network of the run that passes the variable by the same search; null where there is none.</summary>
    public static AlgorithmResult? PassedElsewhere(
        IEnumerable<AlgorithmResult> asked, AlgorithmResult result, AlgorithmVariable variable, double same) =>
        asked.FirstOrDefault(other => other.Hash != result.Hash && other.Model == result.Model
            && other.Variables.Any(one => one.Variable == variable.Variable && Passes(one, same)));

    /// <summary>The variables that a network fails.</summary>
    public static IReadOnlyList<AlgorithmVariable> Failing(
        IReadOnlyList<AlgorithmResult> asked, AlgorithmResult result, double same, double different) =>
        [.. result.Variables.Where(variable => variable.IsNeeded && variable.Tries.Count >= TriesToFail
            && StaysBelow(variable, different) && PassedElsewhere(asked, result, variable, same) is not null)];

    private AlgorithmResult Decide(AlgorithmResult result)
    {
        AlgorithmVariable[] variables = [.. result.Variables.Where(variable => variable.IsNeeded)];
        IReadOnlyList<AlgorithmVariable> failed = Failing(asked, result, same, different);
        AlgorithmVariable[] telling = [.. variables.Where(variable => !IsAnswered(variable))];
        (string word, string why) = variables.Length == 0 ? (Undecided, "no variable of it is needed for the task")
            : failed.Count > 0 ? (Failed, WhyFailed(result, failed))
            : telling.Length > 0 && telling.All(variable => Passes(variable, same)) ? (Passed, WhyPassed(telling) + Answered(variables))
            : (Undecided, WhyUndecided(result, telling, variables[0]));
        return result with { Word = word, Why = why + NotAsked(result) + NotAskedFurther(variables) };
    }

    // A variable that the network's own next answer alone carries as well, such as the phase, tells nothing of how it is written: it
    // decides neither way, and alone it is no pass.
    private bool IsAnswered(AlgorithmVariable variable) =>
        variable.OutputOnlyReaches == true && variable.Counted is { } counted && counted.Corrected.Low >= same;

    private string Answered(AlgorithmVariable[] variables)
    {
        string[] names = [.. variables.Where(IsAnswered).Select(variable => $"`{variable.Variable}`")];
        return names.Length == 0 ? ""
            : $"; set aside {(names.Length == 1 ? "is" : "are")} {Listed.Of(names)}, which the next answer alone carries as well";
    }

    private string WhyPassed(AlgorithmVariable[] variables) =>
        $"{string.Join(", ", variables.Select(one => $"`{one.Variable}` at least {Percent.Of(one.Counted!.Corrected.Low)}"))}, "
        + $"where {Percent.Threshold(same)} is wanted";

    private string WhyFailed(AlgorithmResult result, IReadOnlyList<AlgorithmVariable> failed)
    {
        AlgorithmTry[] tries = [.. failed.SelectMany(variable => variable.Tries)];
        AlgorithmResult[] others = [.. failed.Select(variable => PassedElsewhere(asked, result, variable, same)!)];
        int steps = others.Zip(failed).Max(pair => pair.First.Variables.Single(one => one.Variable == pair.Second.Variable)
            .Counted!.Steps);
        return $"{Listed.Of([.. failed.Select(variable => $"`{variable.Variable}`")])} {(failed.Count == 1 ? "stays" : "stay")} below "
            + $"{Percent.Threshold(different)}, from both starts and with a linear map (at most "
            + $"{Percent.Of(failed.Max(variable => variable.Ceiling!.Value))}, where the searches ended after up to "
            + $"{Listed.Count(tries.Max(one => one.Steps), "step")}), and the same search passes {(failed.Count == 1 ? "it" : "them")} in "
            + $"{Listed.Of([.. others.Select(other => other.Network).Distinct()])} (after up to {steps})";
    }

    private string WhyUndecided(AlgorithmResult result, AlgorithmVariable[] telling, AlgorithmVariable first)
    {
        AlgorithmVariable[] open = [.. telling.Where(variable => !Passes(variable, same))];
        AlgorithmVariable variable = open.Where(variable => variable.IsAsked).MinBy(variable => variable.Counted!.Corrected.Value)
            ?? open.FirstOrDefault() ?? first;
        if (variable.Counted is not { } counted)
            return "on validation a variable fell short, which ended the search, though on the test set it did not";
        string found = $"`{variable.Variable}` comes to {Percent.Of(counted.Corrected.Value)} (at least "
            + $"{Percent.Of(counted.Corrected.Low)}, at most {Percent.Of(variable.Ceiling!.Value)} in any try)";
        if (counted.Corrected.Low >= same)
            return $"{found}, and so does output-only: the network's next answer alone carries as much";
        AlgorithmTry best = variable.Tries.MaxBy(one => one.Ceiling)!;
        if (best.Family == AlgorithmTry.Linear && best.Ceiling >= different && counted.Ceiling < different)
            return $"{found}: a linear map does not stay below {Percent.Threshold(different)} for sure";
        return !StaysBelow(variable, different)
            ? $"{found}: neither at least {Percent.Threshold(same)} nor below {Percent.Threshold(different)} for sure"
            : PassedElsewhere(asked, result, variable, same) is null
            ? $"{found}, and no other network of the run passes it, so that a low value alone says nothing"
            : $"{found}, and not every try was made";
    }

    private static string NotAsked(AlgorithmResult result) => Left("not asked", result.Variables
        .Where(variable => !variable.IsNeeded).Select(one => one.Samples == 0
            ? $"`{one.Variable}` (no exchange of it changes what is scored)" : $"`{one.Variable}` (floor {Percent.Of(one.Floor)})"));

    // Once the model cannot be passed any more, a further variable would tell nothing about the word.
    private static string NotAskedFurther(IEnumerable<AlgorithmVariable> needed) => Left(
        "not asked further", needed.Where(variable => !variable.IsAsked).Select(one => $"`{one.Variable}`"));

    private static string Left(string how, IEnumerable<string> variables)
    {
        string[] each = [.. variables];
        return each.Length == 0 ? "" : $"; {how} {(each.Length == 1 ? "is" : "are")} {string.Join(", ", each)}";
    }
}
