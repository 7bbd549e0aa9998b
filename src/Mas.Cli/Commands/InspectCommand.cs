using System.Text.Json.Nodes;
using Mas.Networks.Folders;
using Mas.Networks.Formats;

namespace Mas.Cli.Commands;

/// <summary><c>mas inspect</c>: what a network folder holds, checked as a run would check it. libtorch is loaded where the
/// network is a program of its own.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_network = new("NETWORK") { Description = "A folder with config.json and model.safetensors or network.pt" };
    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print one JSON object");

    public static Command Create()
    {
        var command = new Command("inspect", "Show a network's architecture, sites, widths and parameters") { s_network, s_json };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed.GetValue(s_network)!, parsed.GetValue(s_json))));
        return command;
    }

    private static int Run(string folder, bool json)
    {
        FolderKind kind = FolderKinds.Of(folder);
        FolderContent content = kind.Describe(folder);
        Console.Out.WriteLine(json ? Json(kind, content) : Text(content));
        return ExitCodes.Done;
    }

    private static string Text(FolderContent content)
    {
        string[] lines =
        [
            $"architecture  {content.Architecture}",
            $"task          {content.Task}",
            $"vocabulary    {string.Join(' ', content.Vocabulary)}",
            Invariant($"parameters    {content.Parameters:N0}"),
            .. content.Remarks.Select(remark => $"{remark.Word,-13} {remark.Text}"),
            .. content.Sites.Select(site => Invariant($"site          {site.Name}, width {site.Width}, can be read and intervened on")),
            .. content.Tensors.Count == 0 ? [] : content.Tensors.Select(tensor => $"  {tensor}").Prepend("tensors"),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    private static string Json(FolderKind kind, FolderContent content)
    {
        JsonNode[] sites = [.. content.Sites.Select(site =>
            new JsonObject { ["name"] = site.Name, ["width"] = site.Width, ["can_intervene"] = true })];
        return new JsonObject
        {
            ["kind"] = kind.Name,
            ["architecture"] = content.Architecture,
            ["task"] = content.Task,
            ["parameters"] = content.Parameters,
            ["sites"] = new JsonArray(sites),
        }.ToJsonString();
    }
}
