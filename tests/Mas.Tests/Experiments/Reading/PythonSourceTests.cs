using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Networks.Bridged;
using Xunit;

namespace Mas.Tests.Experiments.Reading;

/// <summary>A model in Python in an experiment file.</summary>
public sealed class PythonSourceTests
{
    private const string Text = """
        task: multi-object
        networks: [{ name: a, python: "code/my model.py", site: stream.2 }, { name: b, train: { architecture: gru }, site: state }]
        alignment: { size: 8 }

        """;

    [Fact]
    public void It_is_read_and_written_back_with_a_site_of_its_own_name()
    {
        using var file = new ExperimentFile(Text);
        Experiment read = file.Read();
        string path = Path.Combine(Path.GetDirectoryName(file.FullPath)!, "code", "my model.py");
        Assert.Equal(new PythonNetwork("code/my model.py", path), read.Networks[0].Source);
        Assert.Equal("stream.2", read.Networks[0].Site);
        Assert.Contains("python: \"code/my model.py\"", ExperimentWriter.Write(read), StringComparison.Ordinal);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
        Assert.Equal(new PythonNetwork("../code/my model.py", path),
            read.Networks[0].Source.SeenFrom(Path.Combine(Path.GetDirectoryName(file.FullPath)!, "runs")));
    }

    [Fact]
    public void One_class_has_the_weights_that_the_file_names()
    {
        using var file = new ExperimentFile(Text.Replace(
            "\"code/my model.py\"", "code/model.py, checkpoint: weights/one.pt", StringComparison.Ordinal));
        Experiment read = file.Read();
        string folder = Path.GetDirectoryName(file.FullPath)!;
        PythonNetwork source = Assert.IsType<PythonNetwork>(read.Networks[0].Source);
        Assert.Equal(("weights/one.pt", Path.Combine(folder, "weights", "one.pt")), source.Checkpoint);
        Assert.Contains("python: \"code/model.py\", checkpoint: \"weights/one.pt\"", ExperimentWriter.Write(read),
            StringComparison.Ordinal);
        Assert.Equal(read, ExperimentFile.Reread(read, file));
        Assert.Equal(("../weights/one.pt", Path.Combine(folder, "weights", "one.pt")),
            ((PythonNetwork)source.SeenFrom(Path.Combine(folder, "runs"))).Checkpoint);
        Assert.Contains("checkpoint", Assert.Single(ExperimentFile.Errors(Text.Replace(
            "train: {", "checkpoint: one.pt, train: {", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_has_its_sites_and_its_rights()
    {
        Experiment read = ExperimentFile.Read(Text.Replace("}]", "}, { name: c, copy: { of: a, permute: 3 } }]", StringComparison.Ordinal));
        Assert.Equal("stream.2", read.Networks[2].Site);
        Assert.True(((PythonNetwork)((Mas.Networks.Copies.CopiedNetwork)read.Networks[2].Source.Trusted).Original).MayRun);
        Assert.False(((PythonNetwork)((Mas.Networks.Copies.CopiedNetwork)read.Networks[2].Source).Original).MayRun);
    }

    [Fact]
    public void A_site_that_can_be_nobodys_is_told_with_its_place()
    {
        Assert.Equal(["2:57 networks.0.site: unknown site 'stream 2'; a network names its own sites by at most 64 of the letters a-z and "
            + "A-Z, digits, '.', '_' and '-', with a letter or digit first"],
            ExperimentFile.Errors(Text.Replace("stream.2", "stream 2", StringComparison.Ordinal)));
        Assert.Equal(["2:116 networks.1.site: unknown site 'stream.2'; sites are embedding, state, state.k, layer.k, attention.k and mlp.k "
            + "with a number for k"], ExperimentFile.Errors(Text.Replace("site: state", "site: stream.2", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_site_of_all_networks_may_have_its_name()
    {
        Experiment read = ExperimentFile.Read(
            "task: multi-object\nsite: stream.2\nnetworks: [{ name: a, python: x.py }, { name: b, python: y.py }]\n");
        Assert.Equal("stream.2", read.SiteOf(read.Networks[0]));
    }
}
