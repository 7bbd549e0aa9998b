using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Pretrained;

namespace Mas.Experiments.Reading;

/// <summary>Reads an experiment whose networks are language models on recorded texts: no causal model, no variables.</summary>
internal static class TextExperiment
{
    public const int LongestContext = 1 << 16;

    // What asks for a causal model, or for what is not there on texts.
    private static readonly string[] s_ofAlignment =
        ["variables", "joint", "cl", "cl_directions", "extraneous", "mask", "extend", "learned"];

    private static readonly AlignmentMethod[] s_methods =
        [AlignmentMethod.Mas, AlignmentMethod.Das, AlignmentMethod.UnidirectionalMas, AlignmentMethod.Stitching, AlignmentMethod.Custom];

    /// <summary>Whether a key of the section alignment has no meaning on texts.</summary>
    public static bool IsForeign(string key) => s_ofAlignment.Contains(key);

    /// <summary>Whether the task is recorded text.</summary>
    public static bool Is(YamlNode? task) => (task as YamlMap)?.Find(TextSource.FileKey) is not null;

    /// <summary>The experiment; null with errors reported.</summary>
    public static Experiment? Read(Section root, string? name, int seed, string folder, IReadOnlyList<ReadNetwork> networks)
    {
        TextSource? task = root.Sub("task", section => ReadTask(section, folder));
        networks = ReadCopy.WithOriginals(networks, []);
        string[]? sites = ReadSites(root, networks);
        networks = NetworkReader.WithSites(root, networks, sites?.FirstOrDefault());
        foreach (ReadNetwork network in networks)
            CheckNetwork(network);
        CheckSites(root, networks, sites ?? []);
        Section alignment = root.Sub("alignment");
        Refuse(alignment, s_ofAlignment, "texts have no causal model and no variables; leave this key out");
        SinkRule sink = alignment.Word("sink", SinkRule.Auto);
        AlignmentOptions? options = new AlignmentReader(alignment, networks, ReadTasks.None(networks), folder)
        {
            Defaults = new() { Variables = [], Scheme = Scheme.Stepwise, Score = ScoredPredictions.First },
        }.Read();
        if (options is { Scheme: Scheme.Single })
            alignment.Fail("scheme", "texts are exchanged from their beginning to a position; the scheme is stepwise");
        if (options is { Start: AlignmentStart.NextLarger })
            alignment.Fail("start", "next-larger is not there for texts; take aligned, random or identity");
        foreach (AlignmentMethod method in (options?.Methods ?? []).Except(s_methods))
            alignment.Fail("method", $"method {method.Word()} is not there for texts; take "
                + Listed.Of([.. s_methods.Select(one => one.Word())]));
        EvaluationOptions evaluation = root.Sub("evaluation", section => EvaluationReader.ReadOfText(section, options));
        if (root.Take("analyses") is { } analyses and not YamlScalar { AsFlag: false })
            root.Fail(analyses, "analyses", "no analysis is there for texts; what groups of models have in common is told where networks "
                + "have a group");
        VerdictOptions verdict = root.Sub("verdict", EvaluationReader.ReadVerdict);
        root.Take(LayeredFile.SmallKey);
        root.Finish();
        if (root.Errors.Any || name is null || options is null || task is null || sites is null)
            return null;
        return new()
        {
            Name = name,
            Seed = seed,
            Task = task,
            Site = sites.Length == 1 ? sites[0] : null,
            Sites = [.. sites],
            Networks = [.. networks.Select(network => network.ToOptions())],
            Alignment = options with { Sink = sink },
            Evaluation = evaluation,
            Verdict = verdict,
        };
    }

    private static TextSource? ReadTask(Section section, string folder)
    {
        string? path = section.Value(section.Take(TextSource.FileKey)!, TextSource.FileKey).Path();
        var defaults = new TextSource("", "");
        string field = section.Take("field") is { } node ? section.Value(node, "field").Text() ?? defaults.Field : defaults.Field;
        int length = section.Whole("length", defaults.Length, TextWindow.Shortest, LongestContext);
        int context = section.Whole("context", Math.Min(defaults.Context, length), 1, LongestContext);
        if (context > length)
            section.Fail("context", $"texts are cut to {context} tokens and continued to {length}; the context is at most the length");
        TextSpecials special = section.Word("special_tokens", defaults.Special);
        section.Finish();
        return path is null ? null
            : new(path, Path.GetFullPath(path, folder)) { Field = field, Context = context, Length = length, Special = special };
    }

    private static void CheckNetwork(ReadNetwork network)
    {
        if (network.Section.Take("task") is { } task)
            network.Section.Fail(task, "task", "all language models of a run read the same texts; leave this key out");
        if (network.Source is not null and not DecoderSource)
            network.Section.Fail(network.Source.Key, network.Source is SavedNetwork { FullPath: var folder }
                && !File.Exists(Path.Combine(folder, FolderPlace.ConfigName))
                ? $"there is no folder with a config.json of a language model at {folder}"
                : "only language models read texts: a Hugging Face folder is wanted, with path, or a decoder that is trained here, with "
                    + "train: { architecture: decoder }");
        if (!network.Accessible)
            network.Section.Fail("accessible", "a language model is run from interventions; leave this key out");
    }

    // One site, or several, each by itself; where they have different ones, each network says its own.
    private static string[]? ReadSites(Section root, IReadOnlyList<ReadNetwork> networks)
    {
        const string key = "site";
        if (root.Take(key) is null && networks.Count > 0 && networks.All(network => network.HasSite))
            return [];
        if (root.Require(key, "a site, such as layer.1") is not { } node)
            return null;
        if (node is not YamlList list)
            return NetworkReader.ReadSite(root, hasOwnNames: false) is string one ? [one] : null;
        string?[] found = [.. list.Items.Select((item, i) => NetworkReader.CheckSite(root, item, Dotted.Join(key, i), hasOwnNames: false))];
        if (found.Length == 0)
            root.Fail(node, key, "the list is empty; at least one site is wanted");
        if (found.OfType<string>().GroupBy(one => one).FirstOrDefault(same => same.Count() > 1) is { } twice)
            root.Fail(node, key, $"'{twice.Key}' comes twice");
        string[] known = [.. found.OfType<string>()];
        return known.Length == 0 || known.Length < found.Length ? null : known;
    }

    private static void CheckSites(Section root, IReadOnlyList<ReadNetwork> networks, string[] sites)
    {
        foreach (ReadNetwork network in networks.Where(network => sites.Length > 1 && network.HasSite))
            network.Section.Fail("site", "the run has several sites, which all of its networks have; leave this key out");
        foreach (ReadNetwork network in networks)
            foreach (string site in sites.Skip(1).Where(site => network.Source?.KnownSites?.Any(one => one.Name == site) == false))
                root.Fail("site", $"network '{network.Name}' has no site '{site}'; it has layer.0 to layer."
                    + Invariant($"{network.Source!.KnownSites!.Count - 1}"));
    }

    private static void Refuse(Section section, string[] keys, string why)
    {
        foreach (string key in keys)
            if (section.Take(key) is { } node)
                section.Fail(node, key, why);
    }
}
