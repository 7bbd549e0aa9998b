using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads one value as one type: the value, or null with an error reported.</summary>
internal readonly record struct ScalarReader(YamlNode Node, string Key, YamlErrors Errors)
{
    private YamlScalar? Scalar => Node as YamlScalar;

    public int? Whole(int least, int most)
    {
        if (Scalar?.AsNumber is not double number || number != Math.Floor(number))
            return Wrong<int>("a whole number");
        if (WholeNumber.Parse(Scalar.Text) is long whole && whole >= least && whole <= most)
            return (int)whole;
        Errors.Add(Node.Origin, Key, $"{Scalar.Text} is out of range; a whole number from {least} to {most} is wanted");
        return null;
    }

    public double? Real(Bounds range)
    {
        if (Scalar?.AsNumber is not double number)
            return Wrong<double>("a number");
        if (range.Contains(number))
            return number;
        Errors.Add(Node.Origin, Key, $"{Scalar.Text} is out of range; a number {range} is wanted");
        return null;
    }

    public bool? Flag() => Scalar?.AsFlag ?? Wrong<bool>("true or false");

    public string? Text()
    {
        if (Scalar is { IsText: true })
            return Scalar.Text;
        string advice = Scalar is { IsNothing: false } ? "; put it in quotes if it is meant as a text" : "";
        Report($"a text is wanted, found {Node.Description}{advice}");
        return null;
    }

    public string? Path()
    {
        if (Text() is not string path)
            return null;
        if (path.Trim().Length > 0 && !path.Contains('\0'))
            return path;
        Report("this is no path; wanted is a folder or a file");
        return null;
    }

    private T? Wrong<T>(string wanted)
        where T : struct
    {
        Report($"{wanted} is wanted, found {Node.Description}");
        return null;
    }

    private void Report(string message)
    {
        if (Node is not YamlRefused)
            Errors.Add(Node.Origin, Key, message);
    }
}

/// <summary>The numbers that a setting may have, and how to say so.</summary>
internal sealed record Bounds(double Low, double High, bool IncludesLow = true, bool IncludesHigh = true)
{
    public static Bounds Share { get; } = new(0, 1);

    public static Bounds BelowOne { get; } = new(0, 1, IncludesHigh: false);

    /// <summary>Anything above 0 that is no slip of the keyboard.</summary>
    public static Bounds AboveNothing { get; } = new(0, 1e6, IncludesLow: false);

    public static Bounds Weight { get; } = new(0, 1e6);

    public static Bounds Positive { get; } = new(0, 1, IncludesLow: false);

    public bool Contains(double value) => (IncludesLow ? value >= Low : value > Low) && (IncludesHigh ? value <= High : value < High);

    public override string ToString() => Invariant($"{(IncludesLow ? "from" : "above")} {Low} {(IncludesHigh ? "to" : "to below")} {High}");
}
