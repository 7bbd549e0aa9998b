using Mas.Tensors;

namespace Mas.Tests.Tasks;

/// <summary>A recorded task that is not about numbers: a colour is shown, and after a while it must be named.</summary>
internal static class Recall
{
    public static readonly string[] Colours = ["red", "green", "blue"];

    /// <summary>Lines of a file; every colour with every number of waits up to 4.</summary>
    public static string[] Lines { get; } =
        [.. Colours.SelectMany(colour => Enumerable.Range(0, 5).Select(waits => Line(colour, waits)))];

    public static string Line(string colour, int waits) => Line(colour, [.. Enumerable.Repeat("wait", waits)]);

    /// <summary>Every colour with the first so many patterns of waits and rests: the binary digits of 1, 2, … without the leading
    /// one.</summary>
    public static string[] Many(int patterns) =>
        [.. Colours.SelectMany(colour => Enumerable.Range(1, patterns).Select(n => Line(colour, Pattern(n))))];

    private static string[] Pattern(int n) => [.. Convert.ToString(n, 2)[1..].Select(digit => digit == '0' ? "wait" : "rest")];

    private static string Line(string colour, string[] idle)
    {
        int waits = idle.Length;
        string[] tokens = ["B", colour, .. idle, "ask", colour, "E"];
        string[] colours = ["null", .. Enumerable.Repeat($"\"{colour}\"", tokens.Length - 1)];
        string[] stages = ["null", .. Enumerable.Repeat("\"shown\"", waits + 1), "\"asked\"", "\"named\"", "null"];
        string variables = $$"""{"stage": [{{string.Join(", ", stages)}}], "colour": [{{string.Join(", ", colours)}}]}""";
        return $$"""
            {"tokens": ["{{string.Join("\", \"", tokens)}}"], "scored": [{{waits + 3}}, {{waits + 4}}], "variables": {{variables}}}
            """;
    }

    /// <summary>Seeded draws of lines, so that frequent sequences stand several times.</summary>
    public static string[] Drawn(int count, ulong seed)
    {
        SeededRandom random = new(seed);
        string[] lines = new string[count];
        for (int i = 0; i < count; i++)
            lines[i] = Line(Colours[random.Next(Colours.Length)], random.Next(5));
        return lines;
    }
}
