using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mas.Experiments.Reading;
using static Mas.Experiments.Schema.SchemaNode;

namespace Mas.Experiments.Schema;

/// <summary>The JSON schema of an experiment file, for editors: which keys there are, what each may be, and what holds where it is not
/// written. Words, ranges and defaults are those of the readers and their records. What settings ask of one another is not in it.</summary>
internal static class ExperimentSchema
{
    private static readonly JsonSerializerOptions s_format = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly string[] s_sections = ["alignment", "evaluation", "analyses", "verdict"];

    /// <param name="analyses">Words of all analyses.</param>
    public static string Text(IReadOnlyList<string> analyses)
    {
        JsonObject root = Map("An experiment of mas: networks, and what is asked of them.",
            [.. Keys("task"), (LayeredFile.SmallKey, Map("What --small lays over the rest.", Keys("part-of-a-task")))], "networks");
        root.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        root["definitions"] = new JsonObject(Definitions(analyses).Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
        return root.ToJsonString(s_format) + "\n";
    }

    private static (string, JsonNode)[] Keys(string task) =>
    [
        ("name", SchemaNode.Text("Name of the run; by default that of the file.")),
        ("seed", Whole("Seed of all data.", 0).Usually(1)),
        ("task", Defined(task)),
        ("site", Any("Where the networks are read and written into. Of texts a list asks at each.",
            SchemaNode.Text("A site, such as state or layer.1."), List("Several.", SchemaNode.Text("A site."), 1))),
        ("networks", List("The networks that are compared.", Defined("network"), 1, NetworkReader.MostNetworks)),
        .. s_sections.Select(section => (section, (JsonNode)Defined(section))),
    ];

    private static (string Key, JsonNode Value)[] Definitions(IReadOnlyList<string> analyses) =>
    [
        ("task", TaskSchema.Of(isPart: false)),
        ("part-of-a-task", TaskSchema.Of(isPart: true)),
        ("network", NetworkSchema.Of()),
        .. NetworkSchema.Mappings(),
        .. s_sections.Zip((JsonNode[])[AlignmentSchema.Of(), Evaluation(), Analyses(analyses), Verdict()]),
    ];

    private static JsonObject Analyses(IReadOnlyList<string> words) =>
        Any("What trains or computes more.", Only(false), List("Analyses.", Word("An analysis.", words)));

    private static JsonObject Evaluation() => Map("What is measured beside the alignments.",
    [
        ("directions", Word("Which directions are tested.", new EvaluationOptions().Directions)),
        ("controls", Any("Controls that need forward passes alone.",
            Only(false), List("Controls.", Word("A control.", Words.All<Control>())))),
        ("similarity", List("Correlational measures, such as cka-linear-debiased.", SchemaNode.Text("A measure."))),
    ]);

    private static JsonObject Verdict()
    {
        var usual = new VerdictOptions();
        return Map("Thresholds of the verdict, on IIA that is corrected for chance.",
        [
            ("same", Real("Same: at least this.", Bounds.Share).Usually(usual.Same)),
            ("different", Real("Different: below this.", Bounds.Share).Usually(usual.Different)),
        ]);
    }
}
