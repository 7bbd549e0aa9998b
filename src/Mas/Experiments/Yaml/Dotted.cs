namespace Mas.Experiments.Yaml;

/// <summary>Dotted keys, such as <c>networks.0.train.seed</c>.</summary>
internal static class Dotted
{
    public static string Join(string parent, string child) => parent == "" ? child : $"{parent}.{child}";

    public static string Join(string parent, int index) => Join(parent, index.ToString(CultureInfo.InvariantCulture));
}
