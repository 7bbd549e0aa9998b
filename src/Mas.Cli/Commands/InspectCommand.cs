using System.Text.Json;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tasks;
using Mas.Tensors.Safetensors;

namespace Mas.Cli.Commands;

/// <summary><c>mas inspect</c>: what a network folder holds, checked as a run would check it. Never loads libtorch.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_network = new("NETWORK") { Description = "A folder with config.json and model.safetensors" };
    private static readonly Option<bool> s_json = new("--json") { Description = "Print one JSON object" };

    public static Command Create()
    {
        var command = new Command("inspect", "Show a network's architecture, sites, widths and parameters") { s_network, s_json };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed.GetValue(s_network)!, parsed.GetValue(s_json))));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        Vocabulary? vocabulary = KnownTasks.Named(NetworkFolder.ReadConfig(folder).Task)?.Vocabulary;
        (NetworkConfig config, SafetensorsFile weights) = NetworkFolder.Check(folder, vocabulary);
        using SafetensorsFile opened = weights;
        Console.Out.WriteLine(json ? Json(config) : Text(config, weights));
        return ExitCodes.Done;
    }

    private static string Text(NetworkConfig config, SafetensorsFile weights)
    {
        int longest = weights.Entries.Max(entry => entry.Name.Length);
        string[] lines =
        [
            $"architecture  {config.Architecture}",
            $"task          {config.Task}",
            $"vocabulary    {string.Join(' ', config.Vocabulary)}",
            string.Create(CultureInfo.InvariantCulture, $"parameters    {Parameters(config):N0}"),
            .. config.Sites.Select(site => string.Create(CultureInfo.InvariantCulture,
                $"site          {site.Name}, width {site.Width}, can be read and intervened on")),
            "tensors",
            .. weights.Entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => $"  {entry.Name.PadRight(longest)} {entry.Dtype.Name(),-4} [{string.Join(", ", entry.Shape)}]"),
        ];
        return string.Join(Environment.NewLine, lines);
    }

    private static string Json(NetworkConfig config)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteString("architecture", config.Architecture);
            json.WriteString("task", config.Task);
            json.WriteNumber("parameters", Parameters(config));
            json.WriteStartArray("sites");
            foreach (Site site in config.Sites)
            {
                json.WriteStartObject();
                json.WriteString("name", site.Name);
                json.WriteNumber("width", site.Width);
                json.WriteBoolean("can_intervene", true);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    private static long Parameters(NetworkConfig config) => config.Shapes.Values.Sum(shape => shape.Aggregate(1L, (all, one) => all * one));
}
