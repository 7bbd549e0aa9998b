namespace Mas.Results.Verification;

/// <summary>A value that came out otherwise than it is stored.</summary>
/// <param name="Row">Whose value it is: everything but the value counts.</param>
/// <param name="Stored">In <c>metrics.csv</c>; null where it does not stand there.</param>
/// <param name="Found">Evaluated again; null where the experiment does not give it.</param>
/// <param name="Allowed">The largest difference that would be no contradiction.</param>
internal sealed record ValueDifference(MetricRow Row, double? Stored, double? Found, double Allowed)
{
    /// <summary>What it is about: the direction with its method, size, variable and seed, or the network.</summary>
    public string Subject => (Row.Method.Length == 0 ? Row.Source
        : Invariant($"{new NamedDirection(Row.Source, Row.Target)} ({Row.Method}, size {Row.Size}, {Row.Variable}")
            + (Row.Seed is int seed ? Invariant($", seed {seed})") : ")")) + (Row.Split == Metrics.Test ? "" : $" in {Row.Split}");

    /// <summary>What is the matter, without the subject.</summary>
    public string Matter => (Stored, Found) switch
    {
        (double stored, double found) => Invariant($"{Row.Metric} is {found} and stands as {stored}"),
        (double stored, null) => Invariant($"{Row.Metric} stands as {stored}, but the experiment does not give it"),
        _ => Invariant($"{Row.Metric} is {Found} and does not stand there"),
    };

    public override string ToString() => $"{Subject}: {Matter}";
}
