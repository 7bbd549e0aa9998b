using Mas.Experiments;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>Networks, sites and tasks that are wrong.</summary>
public sealed class NetworkErrorTests
{
    private const string Head = """
        task: multi-object
        site: state
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]

        """;

    [Theory]
    [InlineData("{ name: a }",
        "1:12 networks.0.path: the network's source is missing; one of path, train, python, recording, rdm and copy is wanted")]
    [InlineData("{ name: a, path: x, train: { architecture: gru } }",
        "1:39 networks.0.train: path and train exclude one another; one of the two is wanted")]
    [InlineData("{ path: x }", "1:12 networks.0.name: this key is missing; wanted is a name for the network")]
    [InlineData("{ name: 'a/b', path: x }", "1:20 networks.0.name: the text 'a/b' cannot be a name; wanted are at most 100 of the letters "
        + "a-z and A-Z, digits, '.', '_' and '-', with a letter or digit first and last, and no device of Windows")]
    [InlineData("{ name: a, path: ' ' }", "1:29 networks.0.path: this is no path; wanted is a folder or a file")]
    [InlineData("{ name: a, path: x, insist: yes }", "1:40 networks.0.insist: true or false is wanted, found the text 'yes'")]
    [InlineData("{ name: a, path: x, accessible: 0 }", "1:44 networks.0.accessible: true or false is wanted, found the number 0")]
    [InlineData("{ name: a, train: { width: 64 } }",
        "1:30 networks.0.train.architecture: this key is missing; wanted is an architecture, such as gru")]
    [InlineData("{ name: a, train: { architecture: grü } }", "1:46 networks.0.train.architecture: unknown word 'grü'; did you mean 'gru'?")]
    [InlineData("{ name: a, train: { architecture: gru, width: 0 } }",
        "1:58 networks.0.train.width: 0 is out of range; a whole number from 1 to 16384 is wanted")]
    [InlineData("{ name: a, train: { architecture: lstm, width: 63 } }",
        "1:59 networks.0.train.width: the width 63 is odd; the state of an lstm is [h; c], twice hidden_size: an even number is wanted")]
    [InlineData("{ name: a, train: { architecture: gru, heads: 2 } }",
        "1:58 networks.0.train.heads: a gru has no heads; a transformer has")]
    [InlineData("{ name: a, train: { architecture: transformer, width: 48, heads: 5 }, site: layer.1 }",
        "1:77 networks.0.train.heads: the width 48 is not divisible by the 5 heads")]
    [InlineData("{ name: a, train: { architecture: gru, width: 16 } }", "4:20 alignment.size: 32 dimensions are more than the width 16 of "
        + "network 'a'; the limit for all variables together is the smallest width, which is also written full")]
    [InlineData("{ name: a, train: { architecture: mlp, width: 64 }, site: layer.1 }", "1:46 networks.0.train.architecture: an mlp takes "
        + "continuous inputs, and the task multi-object has sequences; a gru, an lstm, an rnn or a transformer learns it")]
    [InlineData("{ name: a, train: { architecture: gru }, task: hierarchical-equality }", "1:46 networks.0.train.architecture: the task "
        + "hierarchical-equality has continuous inputs and no sequence; an mlp learns it, and a gru does not")]
    [InlineData("a", "1:12 networks.0: a mapping is wanted, found the text 'a'")]
    [InlineData("{ name: B, path: x }", "1:67 networks.1.name: two networks are called 'b', letter case aside; names must be unique")]
    public void A_wrong_network_is_told_with_its_place(string network, string error)
    {
        // Its column moves with the network before it.
        string text = $$"""
            networks: [{{network}}, { name: b, path: x }]
            site: state
            task: multi-object
            alignment: { size: 32 }
            """;
        string[] errors = [.. ExperimentFile.Errors(text).Where(one => !one.Contains("full is every variable", StringComparison.Ordinal))];
        Assert.Equal([error.Replace("1:67", $"1:{text.IndexOf("name: b", StringComparison.Ordinal) + 7}", StringComparison.Ordinal)],
            errors);
    }

    [Theory]
    [InlineData("gru", "layer.0", "embedding, state")]
    [InlineData("lstm", "layer.1", "embedding, state")]
    [InlineData("transformer", "state", "embedding, layer.0, attention.0, mlp.0, layer.1, attention.1, mlp.1, layer.2")]
    [InlineData("transformer, layers: 1", "layer.2", "embedding, layer.0, attention.0, mlp.0, layer.1")]
    [InlineData("mlp, layers: 3, width: 8", "layer.0", "layer.1, layer.2, layer.3")]
    public void A_site_that_a_network_to_be_trained_will_not_have_is_told(string architecture, string site, string sites)
    {
        string task = architecture.StartsWith("mlp", StringComparison.Ordinal) ? "and-or" : "multi-object";
        string text = $"task: {task}\nsite: {site}\nnetworks: [{{ name: a, train: {{ architecture: {architecture} }} }}]\n"
            + "alignment: { method: das, size: 2 }";
        Assert.Equal([$"2:7 site: network 'a' has no site '{site}'; it has {sites}"], ExperimentFile.Errors(text));
        string own = text.Replace("name: a,", $"name: a, site: {site},", StringComparison.Ordinal);
        Assert.Equal([$"3:29 networks.0.site: network 'a' has no site '{site}'; it has {sites}"], ExperimentFile.Errors(own));
        Assert.Equal(sites.Split(", ")[^1], ExperimentFile.Read(own, $"networks.0.site={sites.Split(", ")[^1]}").Networks[0].Site);
    }

    [Fact]
    public void Width_and_sites_of_a_stored_network_are_known_from_its_configuration()
    {
        string config = File.ReadAllText(Golden.Path("networks", "gru-a", "config.json"));
        using ExperimentFile file = new ExperimentFile(Head + "alignment: { size: 129 }").With("nets/b/config.json", config);
        Assert.Equal(["4:20 alignment.size: 129 dimensions are more than the width 128 of network 'b'; the limit for all variables "
            + "together is the smallest width, which is also written full"], file.Errors());
        Assert.Equal(["site: network 'b' has no site 'layer.1'; it has embedding, state (in the override 'site=layer.1')"],
            file.Errors(false, "site=layer.1", "alignment.size=8"));
        file.With("nets/b/config.json", "{");
        Assert.Equal([new SubspaceSizes([129])], file.Read().Alignment.Sizes);
    }

    [Theory]
    [InlineData("multi-objekt", "3:7 task.name: unknown word 'multi-objekt'; did you mean 'multi-object'?")]
    [InlineData("{ quantities: [1, 5] }", "3:7 task.name: this key is missing; wanted is a task, such as multi-object")]
    [InlineData("{ name: multi-object, quantities: [5, 1] }",
        "3:41 task.quantities: two whole numbers are wanted, the smallest and the largest quantity")]
    [InlineData("{ name: multi-object, quantities: [1] }",
        "3:41 task.quantities: two whole numbers are wanted, the smallest and the largest quantity")]
    [InlineData("{ name: multi-object, quantities: [0, 5] }",
        "3:42 task.quantities: 0 is out of range; a whole number from 1 to 1000 is wanted")]
    [InlineData("{ name: square, quantities: [1, 1000] }",
        "3:35 task.quantities: the task square answers 1000 with 1000000 tokens; at most 4096 are possible, for a largest quantity of 64")]
    [InlineData("{ name: multi-object, held_out: [21] }",
        "3:40 task.held_out.0: 21 is out of range; a whole number from 1 to 20 is wanted")]
    [InlineData("{ name: multi-object, quantities: [4, 4] }",
        "3:7 task.held_out: every quantity from 4 to 4 is held out; at least one must be left to train on")]
    [InlineData("{ name: multi-object, void: 1 }", "3:35 task.void: 1 is out of range; a number from 0 to below 1 is wanted")]
    [InlineData("{ name: multi-object, causal: upp-down }", "3:37 task.causal: unknown word 'upp-down'; did you mean 'up-down'?")]
    [InlineData("{ name: arithmetic, void: 0.2 }",
        "3:33 task.void: the task arithmetic has no quantities and no void tokens; leave this key out")]
    [InlineData("{ name: and-or, causal: up-down }", "3:31 task.causal: unknown word 'up-down'; allowed are and-or-and, and-or")]
    [InlineData("{ file: x.jsonl, name: modulo }", "3:24 task.name: unknown key 'name'; allowed is file")]
    public void A_wrong_task_is_told_with_its_place(string task, string error)
    {
        using ExperimentFile file = new ExperimentFile($$"""
            networks: [{ name: a, path: x }, { name: b, path: x }]
            site: state
            task: {{task}}
            """).With("x.jsonl", Tasks.Recall.Lines);
        Assert.Equal([error], file.Errors());
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("1e5", true)]
    [InlineData("a.b_c-D9", true)]
    [InlineData("..", false)]
    [InlineData("-a", false)]
    [InlineData("a.", false)]
    [InlineData("a b", false)]
    [InlineData("größe", false)]
    [InlineData("Con.x", false)]
    [InlineData("console", true)]
    public void A_name_can_be_a_files_name_on_every_system(string name, bool isAllowed)
    {
        string text = Head + $"name: '{name}'";
        if (isAllowed)
            Assert.Equal(name, ExperimentFile.Read(text).Name);
        else
            Assert.StartsWith($"4:7 name: the text '{name}' cannot be a name; wanted are", Assert.Single(ExperimentFile.Errors(text)),
                StringComparison.Ordinal);
    }
}
