using System.Globalization;

namespace Mas.Tests.Tasks;

/// <summary>Trials of a task whose inputs are vectors: lights go on at the left or the right, and it is due where there were
/// more.</summary>
internal static class Lights
{
    /// <summary>[trials] lines of a task file, from a seed.</summary>
    public static string[] Lines(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Line(
            [.. Enumerable.Range(0, random.Next(3, 8)).Select(_ => (random.Next(2) == 0 ? -1 : 1, random.Next(100)))]))];
    }

    /// <summary>One line.</summary>
    /// <param name="steps">−1 for the right and 1 for the left, and the noise that is added to both sides, in hundredths.</param>
    public static string Line((int Side, int Noise)[] steps)
    {
        int[] leads = [.. steps.Select((_, t) => steps[..(t + 1)].Sum(step => step.Side))];
        string Number(int side, int noise) => (Math.Max(side, 0) + noise / 100.0).ToString(CultureInfo.InvariantCulture);
        string List(IEnumerable<string> items) => $"[{string.Join(", ", items)}]";
        string features = List(steps.Select(step => List([Number(step.Side, step.Noise), Number(-step.Side, step.Noise)])));
        string labels = List(leads.Select(lead => $"\"{Label(lead)}\"")), toCome = List(leads.Select((_, t) => $"{leads.Length - 1 - t}"));
        string lead = List(leads.Select(one => $"{one}"));
        return $$"""{"features": {{features}}, "labels": {{labels}}, "variables": {"lead": {{lead}}, "to_come": {{toCome}} } }""";
    }

    public static string Label(int lead) => lead > 0 ? "left" : lead < 0 ? "right" : "even";
}
