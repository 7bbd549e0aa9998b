using System.Text.Json.Nodes;
using Mas.Networks.Bridged;
using Mas.Networks.Folders;
using Mas.Networks.Formats;
using Mas.Networks.Pretrained;
using Mas.Runs;

namespace Mas.Cli.Commands;

/// <summary><c>mas inspect</c>: what a network holds, checked as a run would check it, or what a recording holds. libtorch is loaded where
/// the network is a program of its own.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_network = new("NETWORK")
    {
        Description = "The folder of a network, a Python file, or a file of recorded activity",
    };

    private static readonly Option<string?> s_adapter =
        SharedOptions.Place("--adapter", "The LoRA adapter of a language model", "FOLDER");

    private static readonly Option<string?> s_text = new("--text")
    {
        Description = "Show what a language model makes of this text",
        HelpName = "TEXT",
    };

    private static readonly Option<string> s_special = new("--special-tokens")
    {
        Description = "Take special tokens as letters (none) or tokens (parse)",
        HelpName = "WORD",
        CompletionSources = { "none", "parse" },
        DefaultValueFactory = _ => "none",
    };

    private static readonly Option<bool> s_json = SharedOptions.Flag("--json", "Print the result as one JSON object on standard output");

    public static Command Create()
    {
        var command = new Command("inspect", "Show what a network or a recording holds")
        {
            s_network, SharedOptions.Config, SharedOptions.AllowCode, s_adapter, s_text, s_special, s_json,
        };
        command.SetAction(parsed => Guarded.Run(parsed.GetValue(s_json), () => Run(parsed)));
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string network = parsed.GetValue(s_network)!;
        bool json = parsed.GetValue(s_json);
        if (File.Exists(network) && !PythonNetwork.Is(network))
        {
            Console.Out.WriteLine(RecordingText.Of(network, json));
            return ExitCodes.Done;
        }
        string? adapter = parsed.GetValue(s_adapter), text = parsed.GetValue(s_text);
        if (PretrainedNetwork.Is(network))
        {
            Console.Out.WriteLine(LanguageText.Of(
                LanguageInspection.Of(network, adapter, text, LanguageText.Special(parsed.GetValue(s_special)!)), json));
            return ExitCodes.Done;
        }
        if (adapter is not null || text is not null)
            throw new InputException("--adapter and --text are for language models, and this is none", network);
        (string kind, FolderContent content) = PythonNetwork.Is(network)
            ? (PythonNetwork.FileKey, OfPython(network, parsed.GetValue(SharedOptions.AllowCode)))
            : OfFolder(new FolderPlace(network, parsed.GetValue(SharedOptions.Config)));
        Console.Out.WriteLine(json ? Json(kind, content) : Text(content));
        return ExitCodes.Done;
    }

    private static (string Kind, FolderContent Content) OfFolder(FolderPlace place)
    {
        FolderKind kind = FolderKinds.Of(place);
        return (kind.Name, kind.Describe(place));
    }

    private static FolderContent OfPython(string file, bool mayRun) =>
        new PythonNetwork(file, Path.GetFullPath(file)) { MayRun = mayRun }.Describe(
            Path.GetFileName(file), line => Console.Error.WriteLine(Printable.Of(line)));

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

    private static string Json(string kind, FolderContent content)
    {
        JsonNode[] sites = [.. content.Sites.Select(site =>
            new JsonObject { ["name"] = site.Name, ["width"] = site.Width, ["can_intervene"] = true })];
        return new JsonObject
        {
            ["kind"] = kind,
            ["architecture"] = content.Architecture,
            ["task"] = content.Task,
            ["parameters"] = content.Parameters,
            ["sites"] = new JsonArray(sites),
        }.ToJsonString();
    }
}
