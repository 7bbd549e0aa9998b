using System.Text.Json.Nodes;
using Mas.Experiments.Reading;
using Mas.Networks.Bridged;
using Mas.Networks.Copies;
using Mas.Networks.Matrices;
using Mas.Networks.Pretrained;
using Mas.Networks.Recordings;
using Mas.NetworkTraining;
using Mas.Tasks;
using static Mas.Experiments.Schema.SchemaNode;

namespace Mas.Experiments.Schema;

/// <summary>One entry of the list <c>networks</c>.</summary>
internal static class NetworkSchema
{
    public static JsonObject Of()
    {
        var usual = new NetworkOptions { Name = "", Source = null! };
        JsonObject network = Map("One network.",
        [
            ("name", Text("Its name in results, unlike that of any other.")),
            .. Sources(),
            (CopiedNetwork.FileKey, Copy()),
            ("task", Defined("task")),
            ("site", Text("Where it is read and written into, where that is not the site of all.")),
            ("group", Text("Of language models: a label. Networks with one label are a group.")),
            ("accessible", Flag("Whether it may be run from an intervention.", usual.Accessible)),
            ("insist", Flag("Compare it though it has not learned its task.", usual.Insist)),
        ], "name");
        network["oneOf"] = new JsonArray([.. NetworkSourceReader.Keys.Select(key => new JsonObject { ["required"] = new JsonArray(key) })]);
        return network;
    }

    /// <summary>Sources that are mappings.</summary>
    public static (string, JsonNode)[] Mappings() =>
        [(NetworkToTrain.FileKey, Train()), (RecordingSource.FileKey, Recording()), (MatrixSource.FileKey, Matrix())];

    // Of a network, or of one that is there as its copy alone.
    private static (string, JsonNode)[] Sources() =>
    [
        ("path", Text("Folder of a network, relative to this file.")),
        ("config", Text("Its configuration, where it is not config.json in the folder.")),
        (PretrainedNetwork.AdapterKey, Text("Of a language model: folder of a LoRA adapter.")),
        (PretrainedNetwork.TypeKey, Word("Of a language model: what it computes in.", ComputedIn.Auto)),
        (NetworkToTrain.FileKey, Defined(NetworkToTrain.FileKey)),
        (PythonNetwork.FileKey, Text("A Python file with a model, which runs with --allow-code alone.")),
        (PythonNetwork.CheckpointKey, Text("Of a model in Python: the file with the weights that its class is to load.")),
        (RecordingSource.FileKey, Defined(RecordingSource.FileKey)),
        (MatrixSource.FileKey, Defined(MatrixSource.FileKey)),
    ];

    private static JsonObject Train() => Map("A network that is trained here, once.",
    [
        ("architecture", Word("Its kind; decoder is a language model.", NetworkSourceReader.Architectures)),
        ("width", Whole("Units; by architecture and task.", 1, NetworkSourceReader.LargestWidth)),
        ("layers", Whole("Layers; by architecture and task.", 1, NetworkSourceReader.MostLayers)),
        ("heads", Whole("Heads of attention.", 1, NetworkSourceReader.LargestWidth)),
        ("seed", Whole("Seed of its weights and its training; by default its place in the list.", 0)),
        ("steps", Whole("Steps of training at most; 0 leaves it untrained.", 0)),
        (DecoderToTrain.TokeniserKey, Text("Of a decoder: a tokenizer.json.")),
        (DecoderToTrain.TextKey, Text("Of a decoder: the texts to learn.")),
        (DecoderToTrain.FieldKey, Text("Of a decoder: where the lines are JSON, the key of the text.")),
    ], "architecture");

    private static JsonObject Copy() => Map("A copy of another network.",
    [
        ("of", Any("Name of the original, or a source of its own.", Text("Name of a network."), Map("A source.", Sources()))),
        ("permute", Whole("Seed of another order of its units.", 0)),
        ("oblique", Real("Condition number of other coordinates.", NetworkSourceReader.Conditions)),
        ("null_units", Whole("Units more, which nothing reads.", 1, NetworkSourceReader.LargestWidth)),
        ("bits", new JsonObject { ["description"] = "Weights rounded to so many bits.", ["enum"] = new JsonArray([.. RoundedNumbers()]) }),
        ("units", Real("Only recorded: the share of units that is seen.", Bounds.Positive)),
        ("noise", Real("Only recorded: signal-to-noise ratio.", NetworkSourceReader.Ratios)),
        ("poisson", Real("Only recorded: mean number of spikes.", NetworkSourceReader.Rates)),
        ("trials", Whole("Only recorded: number of sequences.", TrialsOfTask.Fewest, NetworkSourceReader.MostTrials)),
        ("seed", Whole("Only recorded: seed of what is drawn.", 0).Usually(1)),
    ], "of");

    private static IEnumerable<JsonNode> RoundedNumbers() => Kernels.RoundedNumbers.Bits.Select(bits => (JsonNode)bits);

    private static JsonObject Recording() => Map("Recorded activity, which is read and never written into.",
    [
        ("file", Text("npy, npz, h5, nwb, mat, safetensors or csv.")),
        ("activity", Text("Name or path of the array.")),
        ("axes", List("What the dimensions of the array are.", Word("A dimension.", RecordingReading.Axes), 1)),
        ("spikes", Map("How spikes are counted.",
        [
            ("bin", Real("Width of a bin in seconds.", Bounds.AboveNothing)),
            ("from", Real("Seconds from the event to the first bin.", RecordingReading.Seconds).Usually(0)),
            ("to", Real("Seconds from the event to the end.", RecordingReading.Seconds)),
            ("align", Text("start, or the column of trials with the event's time.").Usually(SpikeBins.Start)),
        ], "bin")),
        ("trials", Named("Variables, each with its array or column; or file: a table of trials.", Text("A name or a path."))),
        ("transform", Word("What is done to the activity.", ActivityTransform.None)),
        ("units", Any("The units that are kept.", Text("A filter."),
            List("Names or numbers.", new JsonObject { ["type"] = new JsonArray("string", "number") }))),
    ], "file");

    private static JsonObject Matrix() => Map("Dissimilarities that are given.",
    [
        ("file", Text("npy, npz, HDF5, MATLAB or CSV.")),
        ("name", Any("Which matrix; a list of people, in which a list is the sessions of one.", Text("A name."),
            List("People.", Any("One person.", Text("A name."), List("Sessions.", Text("A name."), 1)), 1))),
    ], "file");
}
