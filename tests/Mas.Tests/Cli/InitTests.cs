using Mas.Alignments;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Oracles.Sources;
using Mas.Runs;
using Xunit;

namespace Mas.Tests.Cli;

/// <summary><c>mas init</c> writes experiments that can be run.</summary>
public sealed class InitTests : IDisposable
{
    private readonly Workplace _here = new();

    private static string Model(string name) => Golden.Path("language-models", name);

    private static string Texts => Path.Combine(SourceTree.Root, "experiments", "data", "formal.jsonl");

    // Written by the tool, and read as a run reads it, in both forms; the small one is returned too.
    private (Experiment Full, Experiment? Small, string Text) Init(params string[] arguments)
    {
        string file = $"first-{Guid.NewGuid():N}.yaml";
        Assert.Equal(file + "\n", _here.Done(["init", .. arguments, "--output", file]).Output);
        string text = File.ReadAllText(_here.Path(file));
        bool hasSmall = text.Contains("\nsmall:\n", StringComparison.Ordinal);
        return (ExperimentRunner.Read(_here.Path(file)), hasSmall ? ExperimentRunner.Read(_here.Path(file), small: true) : null, text);
    }

    [Fact]
    public void Of_two_networks_it_writes_what_can_be_checked_and_run()
    {
        Assert.Equal("experiment.yaml\n", _here.Done("init", "networks/gru-a", "networks/gru-b/").Output);
        Assert.Contains("mas-32: 4 directions trained, 3 seeds", _here.Done("run", "experiment.yaml", "--dry-run").Output,
            StringComparison.Ordinal);
        string[] few = ["task.quantities=[1, 3]", "task.held_out=[]", "alignment.test=40"];
        Assert.Contains("gru-a: state is complete. Take state.", _here.Done(["check", "experiment.yaml", .. few, "--quiet"]).Output,
            StringComparison.Ordinal);
        Experiment read = ExperimentRunner.Read(_here.Path("experiment.yaml"));
        Assert.Equal(("experiment", "state"), (read.Name, read.Site));
        Assert.Equal(["gru-a", "gru-b"], read.Networks.Select(network => network.Name));
    }

    [Fact]
    public void It_never_writes_over_a_file()
    {
        File.WriteAllText(_here.Path("experiment.yaml"), "mine");
        Ended ended = _here.Mas("init", "networks/gru-a");
        Assert.Equal((2, "mas: experiment.yaml: this is there already, and stays as it is; name another file with --output\n"),
            (ended.Code, ended.Error));
        Assert.Equal("mine", File.ReadAllText(_here.Path("experiment.yaml")));
    }

    [Fact]
    public void Without_networks_it_writes_an_example_that_trains_its_own()
    {
        (Experiment read, _, _) = Init();
        Assert.Equal(2, read.Networks.Count);
        Assert.All(read.Networks, network => Assert.Equal("train", network.Source.Key));
    }

    [Fact]
    public void One_network_is_asked_by_itself()
    {
        _here.Copy("networks/transformer-random");
        (Experiment read, _, _) = Init("networks/transformer-random");
        Assert.Equal([AlignmentMethod.Das], read.Alignment.Methods);
        Assert.Equal(("layer.1", 16, Scheme.Stepwise),
            (read.Site, read.Alignment.Sizes[0].PerVariable![0], read.Alignment.Scheme));
    }

    [Fact]
    public void Networks_of_two_kinds_have_sites_of_their_own_and_one_scale()
    {
        _here.Copy("networks/lstm-random");
        _here.Copy("networks/transformer-random");
        (Experiment read, _, _) = Init("networks/lstm-random", "networks/transformer-random", "networks/gru-a");
        Assert.Equal(["state", "layer.1", "state"], read.Networks.Select(network => network.Site!));
        Assert.Equal(Normalise.Standard, read.Alignment.Design.Normalise);
        Assert.Equal(Scheme.Single, read.Alignment.Scheme);
        Assert.Equal(3, read.Alignment.Seeds.Count);
    }

    [Fact]
    public void The_file_lies_anywhere_and_folders_may_have_any_name()
    {
        _here.Copy("networks/gru-a", "a \"b\": #c");
        _here.Copy("networks/gru-a", "NA");
        _here.Copy("networks/gru-a", "x.1");
        _here.Copy("networks/gru-a", "gru\na");
        _here.Done("init", "networks/a \"b\": #c", "networks/NA", "networks/x.1", "networks/gru\na", "networks/gru-a",
            "--output", "deep/er/first.yml");
        Experiment read = ExperimentRunner.Read(_here.Path("deep", "er", "first.yml"));
        Assert.Equal(["a--b----c", "experiment", "x.1", "gru-a", "gru-a-2"], read.Networks.Select(network => network.Name));
        Assert.Contains("5 networks", _here.Done("run", "deep/er/first.yml", "--dry-run").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_task_of_ones_own_is_named_for_all_networks()
    {
        File.Copy(Path.Combine(SourceTree.Root, "experiments", "tasks", "recall.jsonl"), _here.Path("recall.jsonl"));
        (Experiment read, _, string text) = Init("networks/gru-a", "--task", "{ file: recall.jsonl }");
        Assert.Equal(_here.Path("recall.jsonl"), Assert.IsType<RecordedTask>(read.Task).FullPath);
        Assert.Matches("by name, each in a subspace of its own: (colour, stage|stage, colour)\\.", text);
        (Experiment recount, _, _) = Init("networks/gru-a", "--task", "{ name: multi-object, causal: recount }");
        Assert.Equal("demo_count", recount.Alignment.Variables[0].Label);
    }

    [Fact]
    public void Language_models_are_asked_on_texts()
    {
        (Experiment read, Experiment? small, _) = Init(Model("llama-tiny"), Model("gpt2-tiny"), "--texts", Texts);
        Assert.Equal(Texts, read.Texts!.FullPath);
        Assert.Equal((["layer.1"], 24), (read.Sites, read.Alignment.Sizes[0].PerVariable![0]));
        Assert.Equal(20, small!.Alignment.Steps);
    }

    [Fact]
    public void What_a_scripted_network_calls_its_sites_is_taken()
    {
        (Experiment read, _, _) = Init(Golden.Path("torchscript", "stacked-gru"), "--task", "multi-object");
        Assert.Contains(read.Site!, File.ReadAllText(Golden.Path("torchscript", "stacked-gru", "config.json")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("there is no such network folder; it should hold config.json and its weights", "nowhere")]
    [InlineData("this is a file; 'mas init' takes folders of networks", "networks/gru-a/config.json")]
    [InlineData("there is no config.json", "networks")]
    [InlineData("unknown word 'singing'", "networks/gru-a", "--task", "singing")]
    [InlineData("--texts is for language models", "networks/gru-a", "--texts", "texts.txt")]
    [InlineData("--task and --texts belong to networks", "--texts", "texts.txt")]
    [InlineData("--size is no option of mas init", "networks/gru-a", "--size", "3")]
    [InlineData("language models are compared on texts; name a file of texts with --texts", "LLAMA")]
    [InlineData("there is no such file of texts", "LLAMA", "--texts", "none.txt")]
    [InlineData("one of gru-a and llama-tiny is a language model, and one is not", "networks/gru-a", "LLAMA")]
    public void What_is_wrong_is_one_sentence_and_nothing_is_written(string message, params string[] arguments)
    {
        Ended ended = _here.Mas(["init", .. arguments.Select(word => word == "LLAMA" ? Model("llama-tiny") : word)]);
        Assert.Equal(2, ended.Code);
        Assert.Contains(message, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.False(File.Exists(_here.Path("experiment.yaml")));
    }

    [Fact]
    public void Networks_whose_variables_differ_and_networks_without_a_task_are_left_to_the_user()
    {
        _here.Copy("networks/gru-a", "other");
        string config = _here.Path("networks", "other", "config.json"), text = File.ReadAllText(config);
        File.WriteAllText(config, text.Replace("multi-object", "singing"));
        Assert.Contains("nothing says which task this network does; give it with --task",
            _here.Mas("init", "networks/gru-a", "networks/other").Error, StringComparison.Ordinal);
        (Experiment read, _, _) = Init("networks/gru-a", "networks/other", "--task", "same-object");
        Assert.Equal("same-object", Assert.IsType<NamedTask>(read.Task).Name);
    }

    public void Dispose() => _here.Dispose();
}
