using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Networks;

/// <summary>Folders that were not written for this program: what their weights show need not be written, and what may be two things is
/// refused.</summary>
public sealed class ForeignFolderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    [Fact]
    public void Sizes_and_names_are_those_that_the_weights_show()
    {
        NetworkConfig config = Read("two-layer-gru", """{ "architecture": "gru", "task": "multi-object" }""");
        Assert.Equal([("embedding", 24), ("state.0", 40), ("state.1", 40), ("state", 80)],
            config.Sites.Select(site => (site.Name, site.Width)));
        Assert.Equal(("embed.weight", "out.weight", "out.bias"),
            (config.Names["embedding.weight"], config.Names["head.weight"], config.Names["head.bias"]));
    }

    [Fact]
    public void Words_are_a_list_a_map_or_a_file_beside_the_weights()
    {
        const string list = """["R", "T", "P", "D1", "E", "B", "D0", "D2"]""";
        string[] wanted = [.. Read("small-lstm", """{ "architecture": "lstm", "task": "multi-object" }""").Vocabulary];
        Assert.Equal("R T P D1 E B D0 D2", string.Join(' ', wanted));
        Assert.Equal(wanted, Read("small-lstm",
            $$"""{ "architecture": "lstm", "task": "multi-object", "vocabulary": {{list}} }""").Vocabulary);
        Assert.Equal(wanted, Read("small-lstm", """
            { "architecture": "lstm", "task": "multi-object",
              "vocabulary": { "P": 2, "R": 0, "T": 1, "D2": 7, "D1": 3, "E": 4, "D0": 6, "B": 5 } }
            """).Vocabulary);
    }

    [Theory]
    [InlineData("""{ "P": 0, "R": 2 }""", "'vocabulary' gives 'R' the id 2; wanted are the ids 0 to 1, one for each word")]
    [InlineData("""{ "P": 0, "R": 0 }""", "'vocabulary' gives 'R' the id 0; wanted are the ids 0 to 1, one for each word")]
    [InlineData("""{ "P": 0, "R": -1 }""", "'vocabulary' gives 'R' the id -1; wanted are the ids 0 to 1, one for each word")]
    [InlineData("""{ "P": 0, "R": 1e99 }""", "'vocabulary' gives 'R' the id 1e99; wanted are the ids 0 to 1, one for each word")]
    [InlineData("""{ "P": 0, "R": "1" }""", "'vocabulary' gives 'R' the id \"1\"; wanted are the ids 0 to 1, one for each word")]
    [InlineData("{}", "'vocabulary' has 0 words; 1 to 1048576 are possible")]
    [InlineData("3", "'vocabulary' is not a list of words, nor a map from words to ids")]
    public void Words_without_a_sound_id_are_refused(string vocabulary, string message) => Assert.Equal(message, Wrong("small-lstm",
        $$"""{ "architecture": "lstm", "task": "multi-object", "vocabulary": {{vocabulary}} }"""));

    [Fact]
    public void What_the_weights_of_an_encoder_do_not_show_must_be_said() => Assert.Equal(
        "config.json lacks 'heads', 'norm', 'activation': the weights of torch.nn.TransformerEncoder do not show them, "
            + "and its defaults are not those of this program",
        Wrong("four-head-transformer", """{ "architecture": "transformer", "positions": "learned", "task": "multi-object" }"""));

    [Fact]
    public void Heads_must_divide_the_width_that_the_weights_show() => Assert.Equal("the width 32 is not divisible by the 5 heads", Wrong(
        "four-head-transformer",
        """
        { "architecture": "transformer", "heads": 5, "norm": "post", "activation": "relu", "positions": "learned", "task": "multi-object" }
        """));

    // An embedding and a head of one shape, both without a bias.
    [Fact]
    public void Two_tensors_that_may_be_the_embedding_must_be_named()
    {
        Write("tanh-rnn", (name, _) => name != "net.readout.bias", (name, shape) => name == "net.lookup.weight" ? [8, 56]
            : name == "net.loop.weight_ih_l0" ? [56, 56] : shape);
        Assert.Contains("embedding.weight", Wrong(_folder, """{ "architecture": "rnn", "task": "multi-object", "head": "linear" }"""),
            StringComparison.Ordinal);
        NetworkConfig named = Read(_folder, """
            { "architecture": "rnn", "task": "multi-object", "names": { "embedding.weight": "net.lookup.weight" } }
            """);
        Assert.Equal("net.readout.weight", named.Names["head.weight"]);
        Assert.Null(named.Names["head.bias"]);
    }

    // Told apart by the bias beside the head.
    [Fact]
    public void An_embedding_has_no_bias_beside_it()
    {
        Write("tanh-rnn", (_, _) => true, (name, shape) => name == "net.lookup.weight" ? [8, 56]
            : name == "net.loop.weight_ih_l0" ? [56, 56] : shape);
        NetworkConfig config = Read(_folder, """{ "architecture": "rnn", "task": "multi-object" }""");
        Assert.Equal(("net.lookup.weight", "net.readout.weight"), (config.Names["embedding.weight"], config.Names["head.weight"]));
    }

    private void Write(string name, Func<string, long[], bool> keep, Func<string, long[], long[]> shape)
    {
        using SafetensorsFile file = Golden.Tensors("foreign", name, "weights.safetensors");
        SafetensorsWriter.Save(Path.Combine(_folder, "mine.safetensors"),
            [.. FileTensors.Random([.. file.Entries.Where(entry => keep(entry.Name, entry.Shape))
                .Select(entry => (entry.Name, shape(entry.Name, entry.Shape)))])]);
        File.Copy(Golden.Path("foreign", name, "vocabulary.json"), Path.Combine(_folder, "vocabulary.json"));
    }

    private NetworkConfig Read(string name, string config)
    {
        string path = Path.Combine(_folder, "own.json");
        File.WriteAllText(path, config);
        (NetworkConfig read, SafetensorsFile weights, _) = NetworkFolder.Check(
            Path.IsPathRooted(name) ? name : Golden.Path("foreign", name), Golden.MultiObject.Vocabulary, path);
        weights.Dispose();
        return read;
    }

    private string Wrong(string name, string config) => Assert.Throws<InputException>(() => Read(name, config)).Errors[0].Message;

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
