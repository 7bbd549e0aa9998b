using System.Text.Json.Nodes;
using Mas.Experiments.Reading;
using Mas.Interchange;
using Mas.Tasks;
using static Mas.Experiments.Schema.SchemaNode;

namespace Mas.Experiments.Schema;

/// <summary>The key <c>task</c>.</summary>
internal static class TaskSchema
{
    /// <param name="isPart">Whether it is laid over another task, and need not name one.</param>
    public static JsonObject Of(bool isPart) => Any("What the networks do: a task by name, a file of sequences, or texts.",
        Word("A task with its usual settings.", KnownTasks.Names), Known(isPart), File(), Texts(isPart));

    private static JsonObject Known(bool isPart)
    {
        var usual = new NamedTask { Name = "" };
        return Map("A task that is known by name.",
        [
            ("name", Word("Name of the task.", KnownTasks.Names)),
            ("quantities", List("The smallest and the largest number of objects.", Objects(), 2, 2)
                .Usually(new JsonArray(usual.Smallest, usual.Largest))),
            ("held_out", List("Numbers of objects that training of networks never shows.", Objects())
                .Usually(new JsonArray([.. usual.HeldOut.Select(number => JsonValue.Create(number))]))),
            ("void", Real("Probability of a token that does not count, before each object.", Bounds.BelowOne).Usually(usual.Void)),
            ("causal", OneOrSeveral("The algorithm whose variables are exchanged. A list asks about each.", Causal())),
            ("eligible", OneOrSeveral("The tokens after which interventions write and read.", Roles())),
        ], isPart ? [] : ["name"]);
    }

    private static JsonObject Objects() => Whole("A number of objects.", 1, TaskReader.LargestQuantity);

    private static JsonObject File() =>
        Map("A task of your own: recorded sequences.", [("file", Text("A .jsonl file, relative to this one."))], "file");

    private static JsonObject Texts(bool isPart)
    {
        var usual = new TextSource("", "");
        return Map("Texts that language models read and go on with.",
        [
            (TextSource.FileKey, Text("A file of texts: .txt with one on each line, or .jsonl.")),
            ("field", Text("Where the lines are JSON, the key of the text.").Usually(usual.Field)),
            ("context", Whole("Tokens of each text that are read.", 1, TextExperiment.LongestContext).Usually(usual.Context)),
            ("length", Whole("Tokens that a text has once it is continued.", TextWindow.Shortest, TextExperiment.LongestContext)
                .Usually(usual.Length)),
            ("special_tokens", Word("Special tokens in a text: none reads them as letters.", usual.Special)),
        ], isPart ? [] : [TextSource.FileKey]);
    }

    private static string[] Causal() => [.. KnownTasks.Names.SelectMany(KnownTasks.CausalModels)];

    private static string[] Roles() => [EligibleRoles.Every, .. EligibleRoles.Numeric.All, .. EligibleRoles.Arithmetic.All];

    private static JsonObject OneOrSeveral(string description, string[] words) =>
        Any(description, Word("One.", words), List("Several.", Word("One of them.", words), 1));
}
