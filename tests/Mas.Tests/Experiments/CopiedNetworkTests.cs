using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Kernels;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Folders;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Verification;
using Mas.Tests.Runs;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Experiments;

/// <summary>Copies of networks in an experiment.</summary>
public sealed class CopiedNetworkTests : IDisposable
{
    private const string Alone = "  - { name: gru-a, path: networks/gru-a }";

    private readonly Study _study = new();

    [Fact]
    public void A_permuted_copy_and_its_original_align_in_every_direction()
    {
        RunRecord run = _study.Run("size: 32, train: 500, validation: 100, test: 100, steps: 40",
            Alone + "\n  - { name: permuted, copy: { of: gru-a, permute: 3 } }");
        Assert.Equal(4, run.Directions.Count);
        Assert.All(run.Directions, direction => Assert.InRange(direction.TrialIia, 0.99, 1));
        Assert.Equal(["folder", "copy"], run.Networks.Select(network => network.Origin));
        Assert.NotEqual(run.Networks[0].Hash, run.Networks[1].Hash);
        Assert.Equal(run.Networks[0].Usable, run.Networks[1].Usable);
        VerificationRecord verified = _study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(verified.Values, verified.Equal);
    }

    // Condition 1 turns alone: the aligned start finds it.
    [Fact]
    public void A_turned_copy_and_its_original_align_in_every_direction()
    {
        RunRecord run = _study.Run("size: 32, train: 500, validation: 100, test: 100, steps: 40",
            Alone + "\n  - { name: turned, copy: { of: gru-a, oblique: 1 } }");
        Assert.All(run.Directions, direction => Assert.InRange(direction.TrialIia, 0.99, 1));
        Assert.NotEqual(run.Networks[0].Hash, run.Networks[1].Hash);
        Assert.Equal(run.Networks[0].Usable, run.Networks[1].Usable);
        VerificationRecord verified = _study.Verify();
        Assert.True(verified.Holds);
        Assert.Equal(verified.Values, verified.Equal);
    }

    [Theory, InlineData(8), InlineData(4)]
    public void Bits_round_matrices_before_units_move_and_leave_biases(int bits)
    {
        var request = new NetworkRequest { Name = "b", Task = Golden.MultiObject };
        var original = new SavedNetwork("networks/gru-a", Golden.Path("networks", "gru-a"));
        CopiedNetwork copy = new("a", original, null, 0) { Bits = bits };
        using StoredNetwork plain = original.Weights(request)!, rounded = copy.Weights(request)!;
        foreach ((string name, Tensor weight) in plain.Weights)
        {
            float[] expected = weight.data<float>().ToArray();
            if (weight.dim() == 2)
                RoundedNumbers.Round(expected, (int)weight.size(1), plain.Config.WordTensors.Contains(name) ? 8 : bits);
            Assert.Equal(expected, rounded.Weights[name].data<float>().ToArray());
        }
        using StoredNetwork moved = (copy with { Permute = 3 }).Weights(request)!, expectedMoved = UnitOrder.Permute(rounded, 3);
        Assert.All(moved.Weights, pair => Assert.Equal(0, Golden.Difference(pair.Value, expectedMoved.Weights[pair.Key])));
        using OpenedSource opened = copy.Open(request);
        Assert.Equal(rounded.Hash(), opened.Hash);
        Assert.NotEqual(plain.Hash(), opened.Hash);
    }

    [Fact]
    public void Bits_are_refused_where_weights_are_not_known_by_name()
    {
        var turned = new CopiedNetwork("a", new SavedNetwork("networks/gru-a", Golden.Path("networks", "gru-a")), null, 0) { Oblique = 2 };
        InputException error = Assert.Throws<InputException>(() => new CopiedNetwork("b", turned, null, 0) { Bits = 8 }
            .Open(new NetworkRequest { Name = "c", Task = Golden.MultiObject }));
        Assert.Contains("a copy of 'b', whose weights are not known by name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_unit_is_added_to_a_copy_whose_coordinates_are_oblique()
    {
        string[] errors = ExperimentFile.Errors("""
            task: multi-object
            site: state
            networks:
              - { name: a, train: { architecture: gru } }
              - { name: b, copy: { of: a, oblique: 30, null_units: 2 } }
              - { name: c, copy: { of: b, null_units: 2 } }
            alignment: { size: 8 }
            """);
        Assert.Equal(["6:43 networks.2.copy.null_units: the coordinates of 'b' are changed outside its weights, so that no unit can be "
            + "added; add the units to the network that it copies"], errors);
    }

    [Fact]
    public void A_copy_of_a_copy_has_the_units_of_both()
    {
        RunRecord run = _study.Run("steps: 0", """
              - { name: last, insist: true, copy: { of: wider, null_units: 4 } }
              - { name: wider, insist: true, copy: { of: one, permute: 1, null_units: 8 } }
              - { name: one, insist: true, train: { architecture: lstm, width: 32, steps: 0 } }
            """);
        Assert.Equal([56, 48, 32], run.Networks.Select(network => network.Width));
        Assert.Single(Directory.GetDirectories(_study.Cache));
    }

    [Fact]
    public void Copies_that_are_written_back_are_read_as_the_same()
    {
        using ExperimentFile file = new("""
            task: { name: multi-object, causal: [up-down, up-up] }
            networks:
              - { name: b, copy: { of: a, permute: 1, null_units: 2 } }
              - { name: a, site: state, train: { architecture: gru } }
              - { name: c, site: embedding, copy: { of: b, permute: 9, oblique: 2.5 } }
            alignment: { method: das, size: 8 }
            """);
        Experiment read = file.Read();
        Assert.Equal(["b.up-down", "b.up-up", "a.up-down", "a.up-up", "c.up-down", "c.up-up"],
            read.Networks.Select(network => network.Name));
        Assert.Equal(["a.up-down", "a.up-up"], read.Networks.Take(2).Select(network => Assert.IsType<CopiedNetwork>(network.Source).Of));
        Assert.Equal(["state", "state", "embedding"], read.Networks.Where((_, k) => k % 2 == 0).Select(network => network.Site));
        Assert.All(read.Networks, network => Assert.Equal(new NetworkToTrain("gru", null, null, 2, null), network.Source.Root));
        using ExperimentFile place = new("");
        Experiment again = ExperimentFile.Reread(read, place);
        Assert.Equal(read.Networks, again.Networks);
        Assert.Equal(ExperimentWriter.Write(read), ExperimentWriter.Write(again));
    }

    [Fact]
    public void A_copy_of_a_stored_network_moves_with_its_file()
    {
        var source = new CopiedNetwork("a", new SavedNetwork("nets/a", Path.GetFullPath("nets/a")), 1, 0);
        Assert.Equal(source with { Original = source.Original.SeenFrom("elsewhere") }, source.SeenFrom("elsewhere"));
    }

    [Theory]
    [InlineData("{ of: x, permute: 1 }", "of: there is no network 'x' to copy; the others are a, t")]
    [InlineData("{ of: b, permute: 1 }", "of: this copy is in the end a copy of itself; wanted is a network with a source of its own")]
    [InlineData("{ permute: 1 }", "of: this key is missing; wanted is the name of the network that is copied, or a source, "
        + "such as { path: FOLDER }")]
    [InlineData("{ of: a }", "permute: nothing is changed in the copy; wanted is permute, a seed for the order of its units, "
        + "oblique, the condition number of other coordinates, null_units, a number of units more, bits, 8 or 4 for its weights, or for a "
        + "copy that is only recorded one of noise, poisson, units and trials")]
    [InlineData("{ of: a, permute: -1 }", "permute: -1 is out of range; a whole number from 0 to 2147483647 is wanted")]
    [InlineData("{ of: a, null_units: 0 }", "null_units: 0 is out of range; a whole number from 1 to 16384 is wanted")]
    [InlineData("{ of: t, null_units: 3 }",
        "null_units: no unit can be added to this transformer that nothing reads; leave this key out")]
    [InlineData("{ of: a, permute: 1, bit: 8 }", "bit: unknown key 'bit'; did you mean 'bits'?")]
    [InlineData("{ of: a, bits: 6 }", "bits: weights are rounded to 8 or to 4 bits, and 6 is neither")]
    [InlineData("{ of: a, bits: 2 }", "bits: 2 is out of range; a whole number from 4 to 8 is wanted")]
    [InlineData("{ of: a, oblique: 0.5 }", "oblique: 0.5 is out of range; a number from 1 to 1000000 is wanted")]
    [InlineData("{ of: a, oblique: 2e6 }", "oblique: 2e6 is out of range; a number from 1 to 1000000 is wanted")]
    [InlineData("{ of: a, oblique: .nan }", "oblique: a number is wanted, found the text '.nan'")]
    public void A_wrong_copy_is_told_with_its_place(string copy, string error)
    {
        string[] errors = ExperimentFile.Errors($$"""
            task: multi-object
            networks:
              - { name: a, site: state, train: { architecture: gru } }
              - { name: t, site: layer.1, train: { architecture: transformer } }
              - { name: b, site: embedding, copy: {{copy}} }
            alignment: { size: 8 }
            """);
        Assert.EndsWith($" networks.2.copy.{error}", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_is_on_the_task_of_its_original()
    {
        string[] errors = ExperimentFile.Errors("""
            task: multi-object
            site: state
            networks: [{ name: a, train: { architecture: gru } }, { name: b, task: modulo, copy: { of: a, permute: 1 } }]
            alignment: { size: 8 }
            """);
        Assert.Equal(["3:72 networks.1.task: a copy is on the task of its original 'a'; leave this key out"], errors);
    }

    public void Dispose() => _study.Dispose();
}
