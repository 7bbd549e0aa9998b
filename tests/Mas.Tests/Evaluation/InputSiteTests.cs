using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Results.Records;
using Mas.Tests.Interchange;
using Mas.Tests.Runs;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>Sites at which a stepwise exchange replaces tokens.</summary>
public sealed class InputSiteTests
{
    private const int Sequences = 200;

    [Fact]
    public void An_embedding_is_an_input_site_under_the_stepwise_scheme_and_a_state_is_none()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        RecurrentNetwork network = study.Networks[0];
        SequencePool sequences = study.Pool(Metrics.Train);
        using RecordedPool embedding = new(network, network.Embedding, sequences), state = new(network, network.State, sequences);
        Assert.InRange(InputSite.ShareWithin(embedding, Sequences), 0, 1e-12);
        Assert.True(InputSite.Is(embedding, Scheme.Stepwise, Sequences));
        Assert.False(InputSite.Is(embedding, Scheme.Single, Sequences));
        Assert.InRange(InputSite.ShareWithin(state, Sequences), 0.05, 1);
        Assert.False(InputSite.Is(state, Scheme.Stepwise, Sequences));
    }

    [Fact]
    public void The_stream_that_enters_the_first_block_is_an_input_site_and_the_next_one_is_none()
    {
        using var scope = NewDisposeScope();
        using var network = NetworkFolder.Load(Golden.Path("networks", "transformer-random"), Golden.MultiObject.Vocabulary);
        var sequences = new SequencePool(Golden.MultiObject, 1, Metrics.Train, Sequences);
        bool Is(string site)
        {
            using var pool = new RecordedPool(network, network.FindSite(site)!, sequences);
            return InputSite.Is(pool, Scheme.Stepwise, Sequences);
        }
        Assert.Equal((true, false), (Is("layer.0"), Is("layer.1")));
    }

    [Fact]
    public void The_share_is_that_of_sums_of_squares()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using RecordedPool pool = new(study.Networks[0], study.Networks[0].State, study.Pool(Metrics.Train));
        int[][] places = [.. Enumerable.Range(0, 30)
            .SelectMany(q => Enumerable.Range(0, pool.Sequences.Length(q) - 1)
                .Select(t => (Key: (pool.Sequences.Tokens(q)[t], t), Flat: pool.Rows.Offsets[q] + t)))
            .GroupBy(one => one.Key, one => one.Flat).Where(group => group.Count() > 1).Select(group => group.ToArray())];
        double Squares(int[] flat)
        {
            float[] values = pool.Activity.Latents(flat).data<float>().ToArray();
            double sum = 0;
            for (int d = 0; d < pool.Activity.Width; d++)
            {
                double mean = Enumerable.Range(0, flat.Length).Average(i => (double)values[i * pool.Activity.Width + d]);
                sum += Enumerable.Range(0, flat.Length).Sum(i => Math.Pow(values[i * pool.Activity.Width + d] - mean, 2));
            }
            return sum;
        }
        Assert.Equal(places.Sum(Squares) / Squares([.. places.SelectMany(flat => flat)]), InputSite.ShareWithin(pool, 30), 1e-9);
    }

    [Fact]
    public void A_run_says_that_its_site_is_an_input_site_or_that_it_is_not_complete()
    {
        using var study = new Study();
        const string alone = "  - { name: gru-a, path: networks/gru-a }";
        RecordedRun stepwise = Run("stepwise", "scheme: stepwise"), single = Run("single", "test: 200");
        Assert.True(Assert.Single(stepwise.Record.Networks).InputSite);
        Assert.Contains("\"input_site\": true", stepwise.Json, StringComparison.Ordinal);
        Assert.Contains(stepwise.Record.Warnings,
            warning => warning.StartsWith("embedding of gru-a is an input site", StringComparison.Ordinal));
        Assert.DoesNotContain("input_site", single.Json, StringComparison.Ordinal);
        string incomplete = Assert.Single(single.Record.Warnings,
            warning => warning.StartsWith("Within gru-a at embedding the exchange of the whole latent gives", StringComparison.Ordinal));
        Assert.Contains(
            "below 90\u00a0%: one vector there holds no more than its token. At full width no", incomplete, StringComparison.Ordinal);
        ControlResult full = Assert.Single(single.Record.Directions[0].Controls, control => control.Name == Metrics.FullExchange);
        Assert.Contains($"gives {Mas.Results.Statistics.Percent.Of(full.TrialIia)} trial IIA", incomplete, StringComparison.Ordinal);
        string row = Assert.Single(File.ReadLines(study.File("single", "metrics.csv")),
            line => line.Contains(",full-exchange,", StringComparison.Ordinal));
        Assert.StartsWith("single,,,test,das,16,gru-a,gru-a,embedding,", row, StringComparison.Ordinal);

        RecordedRun Run(string name, string alignment)
        {
            RunRecord record = study.Run(
                alignment + ", method: das", alone, name, "site=embedding", "evaluation.controls=[no-swap, full-exchange]");
            return new(record, File.ReadAllText(study.File(name, "run.json")));
        }
    }

    private sealed record RecordedRun(RunRecord Record, string Json);
}
