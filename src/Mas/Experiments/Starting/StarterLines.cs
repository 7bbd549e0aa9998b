using Mas.Experiments.Reading;

namespace Mas.Experiments.Starting;

/// <summary>Lines of a first experiment, whatever its networks are.</summary>
/// <param name="path">Absolute path of the file that they are for.</param>
internal sealed class StarterLines(IReadOnlyList<StarterNetwork> networks, string path)
{
    private const int LargestSize = 32, MostSites = 7, CommandWidth = 34;

    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>Whether one line says the site of all.</summary>
    private bool HasOneSite => networks.All(network => network.Site.Name == networks[0].Site.Name);

    public IEnumerable<string> Head(string question, bool canBeChecked) =>
    [
        $"# {question} What 'mas init' took is a beginning: read it, and change it.",
        .. canBeChecked ? (string[])[Command("check", "", "do the networks do their task, and which site of each to take")] : [],
        Command("run", " --dry-run", "what it would cost"),
        Command("run", " --small", "a quick look"),
        Command("run", "", $"the experiment, into runs/{FileName.From(path)}"),
        $"name: {FileName.From(path)}",
        "",
    ];

    // What is code does not run without the word of its user.
    private string Command(string command, string option, string purpose) =>
        $"#   mas {$"{command} {Printable.Of(Path.GetFileName(path))}{option}{Allowed}".PadRight(CommandWidth + Allowed.Length)} {purpose}";

    private string Allowed => networks.Any(network => network.IsCode) ? " --allow-code" : "";

    public IEnumerable<string> Sites() =>
    [
        .. networks.Select(network => $"#   {network.Name}, {network.Architecture}: "
            + Listed.Few([.. network.Sites.Select(site => Invariant($"{site.Name} ({site.Width})"))], MostSites)),
        .. HasOneSite ? (string[])[$"site: {networks[0].Site.Name}"] : [],
        "",
    ];

    /// <param name="more">What else the entry of one says; empty for nothing.</param>
    public IEnumerable<string> Networks(Func<int, string> more) =>
    [
        "networks:",
        .. networks.Select((network, k) => $"  - {{ name: {network.Name}, {network.Source.SeenFrom(_folder).Entry(ExperimentWriter.Quoted)}"
            + (HasOneSite ? "" : $", site: {network.Site.Name}") + $"{more(k)} }}"),
        "",
    ];

    public IEnumerable<string> Method() => networks.Count == 1
        ? ["  # Within the network itself: does a subspace of it carry what is exchanged? With a second network take mas.", "  method: das"]
        : ["  # Between all networks in every direction, and within each itself.", "  method: mas"];

    public IEnumerable<string> Size()
    {
        int size = Math.Clamp(networks.Min(network => network.Site.Width) / 2, 1, LargestSize);
        return
        [
            $"  # Dimensions that are exchanged: half of the narrowest site, at most {LargestSize}. The fewer are enough, the more that",
            Invariant($"  # says. A list such as [{Math.Max(1, size / 4)}, {size}] tries each."),
            Invariant($"  size: {size}"),
        ];
    }

    public string Seen(TaskSource task) => task.SeenFrom(_folder).Entry(ExperimentWriter.Quoted);
}
