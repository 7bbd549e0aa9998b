using Xunit;

namespace Mas.Tests.Experiments;

public sealed class NotYetTests
{
    private const string Head = """
        networks: [{ name: a, path: nets/a }, { name: b, path: nets/b }]
        task: multi-object
        site: state

        """;

    [Theory]
    [InlineData("analyses: [cycles]", "4:1 analyses: 'analyses' is not available yet")]
    [InlineData("evaluation: { similarity: [cca] }", "4:15 evaluation.similarity: 'similarity' is not available yet")]
    [InlineData("alignment: { method: stitching }", "4:22 alignment.method: 'stitching' is not available yet; available are mas, das")]
    [InlineData("alignment: { method: custom }", "4:22 alignment.method: 'custom' is not available yet; available are mas, das")]
    [InlineData("alignment: { method: [mas, das] }", "4:22 alignment.method: a list of methods is not available yet; one value is wanted")]
    [InlineData("alignment: { size: [1, 2] }", "4:20 alignment.size: a list of sizes is not available yet; one value is wanted")]
    [InlineData("alignment: { sizes: [1, 2] }", "4:14 alignment.sizes: 'sizes' is not available yet")]
    [InlineData("alignment: { variables: [count, phase] }", "4:25 alignment.variables: a list of several variables is not available yet; wanted is one entry")]
    [InlineData("alignment: { variables: [{ a: count, b: phase }] }", "4:26 alignment.variables: a mapping from network to variable is not available yet; wanted is full or a variable's name")]
    [InlineData("alignment: { variables: [cumulative_value] }", "4:26 alignment.variables: 'cumulative_value' is not available yet; available are full, count, phase")]
    [InlineData("alignment: { family: linear }", "4:22 alignment.family: 'linear' is not available yet; available is orthogonal")]
    [InlineData("alignment: { parametrisation: stiefel }", "4:31 alignment.parametrisation: 'stiefel' is not available yet; available are auto, cayley, matrix-exponential")]
    [InlineData("alignment: { mask: learned }", "4:20 alignment.mask: 'learned' is not available yet; available is fixed")]
    [InlineData("alignment: { scheme: stepwise }", "4:22 alignment.scheme: 'stepwise' is not available yet; available is single")]
    [InlineData("alignment: { normalise: standard }", "4:25 alignment.normalise: the text 'standard' is not available yet; the only value today is none")]
    [InlineData("alignment: { extraneous: true }", "4:26 alignment.extraneous: true is not available yet; the only value today is false")]
    [InlineData("alignment: { directions_per_step: 3 }", "4:35 alignment.directions_per_step: the number 3 is not available yet; the only value today is all")]
    [InlineData("alignment: { cl: { weight: 1 } }", "4:14 alignment.cl: 'cl' is not available yet")]
    [InlineData("alignment: { cl_directions: all }", "4:14 alignment.cl_directions: 'cl_directions' is not available yet")]
    [InlineData("alignment: { held_out: [[a, b]] }", "4:14 alignment.held_out: 'held_out' is not available yet")]
    [InlineData("alignment: { learned: {} }", "4:14 alignment.learned: 'learned' is not available yet")]
    [InlineData("alignment: { reversible: {} }", "4:14 alignment.reversible: 'reversible' is not available yet")]
    [InlineData("alignment: { extend: runs/x }", "4:14 alignment.extend: 'extend' is not available yet")]
    public void A_later_versions_setting_says_so(string line, string error) => Assert.Equal([error], ExperimentFile.Errors(Head + line));

    [Theory]
    [InlineData("task: modulo\nsite: state", "{ name: b, path: x }", "2:7 task.name: 'modulo' is not available yet; available is multi-object")]
    [InlineData("task: { file: t.jsonl }\nsite: state", "{ name: b, path: x }", "2:9 task.file: 'file' is not available yet")]
    [InlineData("task: { name: multi-object, void: 0.2 }\nsite: state", "{ name: b, path: x }", "2:35 task.void: the number 0.2 is not available yet; the only value today is 0")]
    [InlineData("task: { name: multi-object, causal: up-up }\nsite: state", "{ name: b, path: x }", "2:37 task.causal: 'up-up' is not available yet; available is up-down")]
    [InlineData("task: multi-object\nsite: embedding", "{ name: b, path: x }", "3:7 site: 'embedding' is not available yet; available is state")]
    [InlineData("task: multi-object\nsite: layer.12", "{ name: b, path: x }", "3:7 site: 'layer.12' is not available yet; available is state")]
    [InlineData("task: multi-object\nsite: state", "{ name: b, path: x, site: embedding }", "1:60 networks.1.site: 'embedding' is not available yet; available is state")]
    [InlineData("task: multi-object\nsite: state", "{ name: b, path: x, accessible: false }", "1:66 networks.1.accessible: false is not available yet; the only value today is true")]
    [InlineData("task: multi-object\nsite: state", "{ name: b, train: { architecture: lstm } }", "1:68 networks.1.train.architecture: 'lstm' is not available yet; available is gru")]
    [InlineData("task: multi-object\nsite: state", "{ name: b, train: { architecture: gru, layers: 2 } }", "1:81 networks.1.train.layers: the number 2 is not available yet; the only value today is 1")]
    [InlineData("task: multi-object\nsite: state", "{ name: b, path: x, task: { name: multi-object, quantities: [1, 5] } }", "1:60 networks.1.task: a task that differs from the other networks' is not available yet")]
    public void A_later_versions_task_site_or_network_says_so(string shared, string network, string error) =>
        Assert.Equal([error], ExperimentFile.Errors($"networks: [{{ name: a, path: x }}, {network}]\n{shared}"));

    [Fact]
    public void What_a_later_versions_key_means_today_may_be_written_out()
    {
        string text = """
            networks: [{ name: a, path: nets/a, accessible: true, site: state, task: multi-object }, { name: b, train: { architecture: gru, layers: 1 } }]
            task: { name: multi-object, void: 0.0, causal: up-down }
            site: state
            alignment: { normalise: none, nonlinearity: identity, extraneous: false, directions_per_step: all, family: orthogonal, mask: fixed, scheme: single }
            """;
        Assert.Equal(2, ExperimentFile.Read(text).Networks.Count);
    }
}
