using System.Text.Json.Nodes;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Cli.Commands;

/// <summary><c>mas inspect</c>: what a network folder holds, checked as a run would check it, or what a recording holds. Never loads
/// libtorch.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_network = new("NETWORK")
    {
        Description = "A folder with config.json and model.safetensors, or a file of recorded activity",
    };

    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print one JSON object");

    public static Command Create()
    {
        const string what = "Show a network's architecture, sites, widths and parameters, or what a recording holds";
        var command = new Command("inspect", what) { s_network, s_json };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed.GetValue(s_network)!, parsed.GetValue(s_json))));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        if (File.Exists(folder))
        {
            Console.Out.WriteLine(RecordingText.Of(folder, json));
            return ExitCodes.Done;
        }
        Vocabulary? vocabulary = KnownTasks.Named(NetworkFolder.ReadConfig(folder).Task)?.Vocabulary;
        (NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names) =
            NetworkFolder.Check(folder, vocabulary);
        using SafetensorsFile opened = weights;
        Console.Out.WriteLine(json ? Json(config, names) : Text(config, weights, names));
        return ExitCodes.Done;
    }

    private static string Text(NetworkConfig config, SafetensorsFile weights, IReadOnlyDictionary<string, string?> names)
    {
        (string Name, TensorEntry Entry)[] tensors = [.. weights.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
            .Select(entry => (Printable.Of(entry.Name), entry))];
        int longest = tensors.Max(one => one.Name.Length);
        string[] lines =
        [
            $"architecture  {config.Architecture}",
            $"task          {config.Task}",
            $"vocabulary    {string.Join(' ', config.Vocabulary)}",
            Invariant($"parameters    {Parameters(config, names):N0}"),
            .. TensorNames.Absent(names) is string absent ? [$"absent        {absent}"] : Array.Empty<string>(),
            .. config.Sites.Select(site => Invariant($"site          {site.Name}, width {site.Width}, can be read and intervened on")),
            "tensors",
            .. tensors.Select(one =>
                $"  {one.Name.PadRight(longest)} {one.Entry.Dtype.Name(),-4} [{string.Join(", ", one.Entry.Shape)}]"),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    private static string Json(NetworkConfig config, IReadOnlyDictionary<string, string?> names)
    {
        JsonNode[] sites = [.. config.Sites.Select(site =>
            new JsonObject { ["name"] = site.Name, ["width"] = site.Width, ["can_intervene"] = true })];
        return new JsonObject
        {
            ["architecture"] = config.Architecture,
            ["task"] = config.Task,
            ["parameters"] = Parameters(config, names),
            ["sites"] = new JsonArray(sites),
        }.ToJsonString();
    }

    // Numbers that are stored: a tensor that two names share counts once, a bias that is absent not at all.
    private static long Parameters(NetworkConfig config, IReadOnlyDictionary<string, string?> names) =>
        config.Shapes.Where(pair => names[pair.Key] is not null).DistinctBy(pair => names[pair.Key])
            .Sum(pair => pair.Value.Aggregate(1L, (all, one) => all * one));
}
