using System.Text.Json.Nodes;
using Mas.Alignments;
using Mas.Experiments.Reading;
using Mas.Masks;
using static Mas.Experiments.Schema.SchemaNode;

namespace Mas.Experiments.Schema;

/// <summary>The section <c>alignment</c>.</summary>
internal static class AlignmentSchema
{
    private static AlignmentOptions Usual { get; } = new() { Variables = [] };

    public static JsonObject Of() => Map("What is aligned, and how.", [.. Exchanged(), .. Functions(), .. Which(), .. Training()]);

    private static (string, JsonNode)[] Exchanged() =>
    [
        ("method", Any("The method. A list tries each.", Word("A method.", Words.All<AlignmentMethod>()),
            List("Several.", Word("A method.", Words.All<AlignmentMethod>()), 1)).Usually(Usual.Methods[0].Word())),
        ("size", Any("Dimensions of each variable. A list tries each.", [.. Size(), List("Several.", Any("A size.", Size()), 1)])
            .Usually(Usual.Sizes[0].PerVariable![0])),
        ("sizes", List("Dimensions, one number for each variable.", Whole("Dimensions.", 1), 1)),
        ("variables", List("What is exchanged, each in a subspace of its own.", Any("full, a variable, or one of each network.",
            Text("full, or a variable's name."), Named("From network to its variable.", Text("A variable's name."))), 1)),
        ("joint", Flag("Whether an intervention may overwrite several variables; by task.", Usual.Joint)),
        ("mask", Word("Which coordinates are exchanged; by method.", MaskKind.All.Select(kind => kind.Word))),
        ("extraneous", Flag("Train the remainder to do nothing.", Usual.Extraneous)),
        ("scheme", Word("One position, or every one up to it.", Usual.Scheme)),
        ("score", Word("Which predictions are scored.", Usual.Score)),
        ("sink", Word("Of texts: what becomes of position 0.", Usual.Sink)),
    ];

    private static JsonNode[] Size() => [Whole("Dimensions.", 1), Only(SubspaceSizes.Full)];

    private static (string, JsonNode)[] Functions() =>
    [
        ("family", Word("Family of the alignment functions.", Words.All<AlignmentFamily>().Except([AlignmentFamily.AffinePair.Word()]))
            .Usually(Usual.Design.Family.Word())),
        ("parametrisation", Word("How orthogonal matrices are parametrised.", Usual.Design.Parametrisation)),
        ("normalise", Word("standard gives each unit mean 0 and deviation 1.", Usual.Design.Normalise)),
        ("nonlinearity", Word("What is undone first; with normalise: standard.", Usual.Design.Nonlinearity)),
        ("reversible", Map("Of the family reversible.",
        [
            ("blocks", Whole("Blocks.", 1, AlignmentReader.MostBlocks).Usually(Usual.Design.Blocks)),
            ("hidden", Any("Hidden units of a block.", Whole("A number.", 1, AlignmentReader.MostHidden), Only("width")).Usually("width")),
        ])),
        ("start", Word("Where training begins.", Usual.Start)),
        ("extend", Text("Folder of a finished run whose alignments are kept.")),
    ];

    private static (string, JsonNode)[] Which() =>
    [
        ("directions", Directions("Which directions carry the behaviour loss; by method.")),
        ("cl_directions", Directions("Which directions carry the loss on counterfactual latents; by method.")),
        ("held_out", Directions("Directions that are never trained, only tested.")),
        ("directions_per_step", Any("Directions that are drawn for each step.", Whole("A number.", 1), Only("all")).Usually("all")),
        ("cl", Map("Counterfactual latents.",
        [
            ("weight", Real("Their weight beside the behaviour.", Bounds.AboveNothing).Usually(Usual.Cl.Weight)),
            ("form", Word("Form of their loss.", Usual.Cl.Form)),
            ("projected", Flag("Compare the exchanged subspace alone.", Usual.Cl.Projected)),
            ("pick", Word("Which of those with the right values.", Usual.Cl.Pick)),
        ])),
    ];

    private static JsonObject Directions(string description) => Any(description, Only("all"),
        List("Some.", List("[source, target]", new JsonObject { ["type"] = new JsonArray("string", "number") }, 2, 2), 1));

    private static (string, JsonNode)[] Training() =>
    [
        ("learned", Map("Of the mask learned.",
        [
            ("rate", Real("Its learning rate.", Bounds.AboveNothing).Usually(Usual.Learned.Rate)),
            ("penalty", Real("What a dimension costs.", Bounds.Weight).Usually(Usual.Learned.Penalty)),
            ("temperature", List("At the first step and at the last.", Real("A temperature.", Bounds.AboveNothing), 2, 2)
                .Usually(new JsonArray(Usual.Learned.Hot, Usual.Learned.Cold))),
            ("steps", Whole("Steps from the first temperature to the last.", 1).Usually(Usual.Learned.Steps)),
        ])),
        ("steps", Whole("Steps of training at most.", 0).Usually(Usual.Steps)),
        ("learning_rate", Real("Learning rate.", Bounds.Positive).Usually(Usual.LearningRate)),
        ("batch", Interventions("Interventions per direction and step.", Usual.Batch)),
        ("stop", Map("When training ends early.",
        [
            ("target", Real("IIA on validation that is enough.", Bounds.Positive).Usually(Usual.Stop.Target)),
            ("patience", Whole("Steps without improvement.", 1).Usually(Usual.Stop.Patience)),
            ("improvement", Real("What counts as one.", Bounds.Share).Usually(Usual.Stop.Improvement)),
            ("hopeless_after", Whole("Steps without any sign of success.", 1).Usually(Usual.Stop.HopelessAfter)),
            ("futile", Flag("Also where the target is out of reach.", Usual.Stop.Futile)),
        ])),
        ("validate_every", Whole("Steps between validations.", 1).Usually(Usual.ValidateEvery)),
        ("keep", Word("Which checkpoint is tested.", Usual.Keep)),
        ("train", Interventions("Interventions per direction to train on.", Usual.Train)),
        ("validation", Interventions("Interventions per direction to stop by.", Usual.Validation)),
        ("test", Interventions("Interventions per direction to test on.", Usual.Test)),
        ("seeds", List("One alignment is trained for each.", Whole("A seed.", 0), 1)
            .Usually(new JsonArray([.. Usual.Seeds.Select(seed => JsonValue.Create(seed))]))),
    ];

    private static JsonObject Interventions(string description, int usual) =>
        Whole(description, 1, AlignmentReader.MostInterventions).Usually(usual);
}
