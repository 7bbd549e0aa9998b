using System.Text.RegularExpressions;
using Mas.Networks.Called;
using Mas.Networks.Formats;

namespace Mas.Networks.Scripted;

/// <summary>What <c>config.json</c> says of a TorchScript network.</summary>
/// <param name="Vocabulary">Words in the order of their ids, or of its logits.</param>
/// <param name="Features">Numbers of a continuous input at each position; 0 where it is fed ids.</param>
/// <param name="Task">Empty where it is not said.</param>
internal sealed partial record ScriptedConfig(IReadOnlyList<string> Vocabulary, IReadOnlyList<Site> Sites, int Features, string Task)
{
    /// <summary>What its logits stand for, where that is not the vocabulary; empty where it is.</summary>
    public IReadOnlyList<string> Classes { get; init; } = [];

    /// <summary>What its logits stand for.</summary>
    public IReadOnlyList<string> Predicted => Classes.Count > 0 ? Classes : Vocabulary;

    public const string ArchitectureName = "torchscript";

    /// <summary>The method of a part of a site.</summary>
    public static string Method(CalledPart part, Site? site) => part switch
    {
        CalledPart.Record => $"record_{Named(site!)}",
        CalledPart.Resume => $"resume_{Named(site!)}",
        CalledPart.Follow => $"follow_{Named(site!)}",
        _ => "forward",
    };

    // A method cannot have a point in its name.
    private static string Named(Site site) => site.Name.Replace('.', '_');

    /// <summary>Every method that it must have.</summary>
    public IEnumerable<string> Methods =>
    [
        Method(CalledPart.Logits, null),
        .. Sites.SelectMany(site => new[] { Method(CalledPart.Record, site), Method(CalledPart.Resume, site) }
            .Concat(site.IsHandedOn ? [Method(CalledPart.Follow, site)] : [])),
    ];

    /// <exception cref="InputException">Something is missing or impossible.</exception>
    public static ScriptedConfig Read(ConfigSection config)
    {
        Site[] sites = [.. config.Items("sites", "sites").Select(site => Site(config, site))];
        if (sites.GroupBy(Named).FirstOrDefault(group => group.Count() > 1) is { } same)
            throw config.Error($"the sites {Listed.Of([.. same.Select(site => $"'{site.Name}'")])} have the same methods, such as "
                + $"record_{same.Key}; give each a name of its own", "sites");
        var found = new ScriptedConfig(
            config.Words("vocabulary", "words", isRequired: true), sites, config.Number("features", ConfigSection.LargestWidth),
            config.Has("task") ? config.Text("task") : "")
        { Classes = config.Has("classes") ? config.Words("classes", "classes", isRequired: true) : [] };
        if (found is { Features: > 0, Classes.Count: > 0 })
            throw config.Error("classes stand beside features; where numbers are fed, vocabulary names the classes already", "classes");
        config.Finish();
        return found;
    }

    private static Site Site(ConfigSection config, ConfigSection site)
    {
        string name = site.Text("name");
        if (!SiteName().IsMatch(name))
            throw config.Error($"the site '{name}' cannot be part of a method's name; letters, digits, _ and . are possible, at most 64, "
                + "and the first is a letter", "sites");
        var found = new Site(name, site.RequiredNumber("width", ConfigSection.LargestWidth))
        {
            IsHandedOn = site.Flag("handed_on", fallback: false),
            IsInner = site.Flag("inner", fallback: false),
        };
        site.Finish();
        return found;
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_.]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SiteName();
}
