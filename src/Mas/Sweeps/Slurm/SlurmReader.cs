using System.Text.RegularExpressions;
using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;
using Mas.Results.Sweeps;

namespace Mas.Sweeps.Slurm;

/// <summary>Reads what a sweep's file asks of a Slurm cluster, as strictly as the rest of it.</summary>
internal static partial class SlurmReader
{
    public const string Key = "slurm";

    private const int MostCores = 1024, MostAtOnce = 1_000_000, LongestLine = 1000;

    // Without these a script would not be the sweep's.
    private static readonly string[] s_own = ["--array", "--dependency", "--output", "--wrap"];

    /// <summary>Reads the options in the folder of a sweep; the rest of the file was read when the sweep was planned.</summary>
    /// <exception cref="InputException">The file cannot be read or an option is wrong.</exception>
    public static SlurmOptions Read(SweepFolder folder) => new LayeredFile(folder.Path(SweepFolder.SweepFile), "a sweep").Read(
        [], small: false, (map, errors) => new Section(map, "", map.Origin, errors).Sub(Key, Read));

    /// <summary>Reads the mapping of the key.</summary>
    public static SlurmOptions Read(Section section) => new()
    {
        Partition = Text(section, "partition", Names(), "a partition's name, or several with commas between them"),
        Time = Time(section),
        Memory = Text(section, "memory", Amount(), "memory as Slurm writes it, such as 4G or 500M"),
        Cores = section.Whole("cores", 1, 1, MostCores),
        Account = Text(section, "account", Names(), "an account's name"),
        AtOnce = section.OptionalWhole("at_once", 1, MostAtOnce),
        Lines = Lines(section),
    };

    private static string? Text(Section section, string key, Regex form, string wanted) =>
        section.Take(key) is not { } node || section.Value(node, key).Text() is not string text ? null
            : form.IsMatch(text) ? text
            : section.Refuse<string>(node, key, $"{node.Description} stands where {wanted} is wanted");

    private static SlurmTime? Time(Section section)
    {
        const string key = "time";
        return section.Take(key) is not { } node || section.Value(node, key).Text() is not string text ? null
            : SlurmTime.Parse(text)
                ?? section.Refuse<SlurmTime>(node, key, $"{node.Description} stands where {SlurmTime.Wanted} is wanted");
    }

    private static string[] Lines(Section section)
    {
        const string key = "lines";
        return [.. (section.Items(key) ?? []).Select((item, i) => Line(section, item, Dotted.Join(key, i))).OfType<string>()];
    }

    private static string? Line(Section section, YamlNode item, string key)
    {
        if (section.Value(item, key).Text() is not string line)
            return null;
        if (!Option().IsMatch(line) || line.Any(char.IsControl) || line.Length > LongestLine)
            return section.Refuse<string>(item, key,
                $"{item.Description} is no option of sbatch; wanted is one such as --qos=low, on one line, with two dashes first");
        string name = line.Split('=', ' ')[0];
        return s_own.Contains(name) ? section.Refuse<string>(item, key, $"{name} is set by the sweep itself; leave it out") : line;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.,+@:-]*\z")]
    private static partial Regex Names();

    [GeneratedRegex(@"^[1-9][0-9]{0,11}[KMGT]?\z")]
    private static partial Regex Amount();

    [GeneratedRegex("^--[a-z]")]
    private static partial Regex Option();
}
