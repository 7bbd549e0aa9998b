using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Recordings;
using Mas.Similarity;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Networks.Recordings;
using Xunit;

namespace Mas.Tests.Comparison;

/// <summary>Correlational measures of recordings, and how well a recording agrees with itself.</summary>
public class RecordingSimilarityTests
{
    private static readonly RecordingOptions s_file = new("npz/recording.npz");

    public RecordingSimilarityTests() => NativeTorch.Load();

    // By NumPy, float64: means over the trials and bins of each count; Song et al.'s estimator of HSIC, and the biased one.
    [Fact]
    public void Recordings_of_other_trials_are_compared_by_the_means_of_shared_values()
    {
        using RecordedPools pools = new();
        Recording withBins = Read("counts", "count");
        double[] bins = [.. Enumerable.Range(0, withBins.Positions).Select(position => (double)(position % GoldenRecording.Bins))];
        withBins = withBins with { Variables = [.. withBins.Variables, MadeRecording.Whole("bin", true, bins)] };
        RecordedSite rates = pools.Site("rates", Read("rates", "count")), counts = pools.Site("counts", withBins);
        IReadOnlyList<MeasuredPair> pairs = Measured([rates, counts], "cka-linear-debiased", "cka-linear");
        Assert.Equal([6, 6], pairs.Select(pair => pair.Result.Samples));
        Assert.Equal(0.9466898844018599, pairs[0].Result.Value!.Value, 1e-6);
        Assert.Equal(0.9588126757413775, pairs[1].Result.Value!.Value, 1e-6);
        Assert.Contains(pairs[0].Sentences, sentence => sentence == "rates at units and counts at units did not see the same sequences: "
            + "each row is the mean of all latents with one value of count, and 6 values occur in both.");
        Assert.InRange(pairs[0].SourceHalves!.Value, 0.5, 1);
        Assert.InRange(pairs[0].TargetHalves!.Value, 0, 1);
    }

    [Fact]
    public void Recordings_of_the_same_trials_are_compared_bin_by_bin()
    {
        using RecordedPools pools = new();
        RecordedSite rates = pools.Site("rates", Read("rates", "count")), counts = pools.Site("counts", Read("counts", "count"));
        MeasuredPair pair = Assert.Single(Measured([rates, counts], "cka-linear-debiased"));
        Assert.Equal(GoldenRecording.Trials * GoldenRecording.Bins, pair.Result.Samples);
        Recording one = Read("rates", "count"), other = Read("counts", "count");
        using var first = new Representation(Device.Cpu.From(one.Values, one.Positions, one.Units.Count));
        using var second = new Representation(Device.Cpu.From(other.Values, other.Positions, other.Units.Count));
        Assert.Equal(SimilarityMeasures.Parse("cka-linear-debiased").Compare(first, second).Value!.Value, pair.Result.Value!.Value, 1e-9);
    }

    // Means over n trials have reliability s²/(s² + d²/n), with s² the variance of the signal and d² that of the noise.
    [Theory]
    [InlineData(20, 4.0)]
    [InlineData(6, 1.0)]
    [InlineData(10, 0.0)]
    public void Halves_say_how_reliable_class_means_are(int times, double deviation)
    {
        using RecordedPools pools = new();
        RecordedSite site = pools.Site("made", MadeRecording.Noisy(classes: 12, times, units: 150, deviation, seed: 4));
        double expected = 1 / (1 + deviation * deviation / times);
        Assert.Equal(expected, new TrialHalves(site, 1).Reliability!.Value, 0.04);
    }

    [Fact]
    public void A_noise_ceiling_is_of_one_measure_and_distances_have_none()
    {
        using RecordedPools pools = new();
        var halves = new TrialHalves(pools.Site("made", MadeRecording.Noisy(12, 20, 100, 2, 1)), 1);
        double cka = halves.Ceiling(SimilarityMeasures.Parse("cka-linear-debiased"))!.Value;
        double rsa = halves.Ceiling(SimilarityMeasures.Parse("rsa-euclidean-spearman"))!.Value;
        Assert.InRange(cka, 0.3, 0.7);
        Assert.InRange(rsa, 0.3, 0.7);
        Assert.NotEqual(cka, rsa);
        Assert.Null(halves.Ceiling(SimilarityMeasures.Parse("procrustes")));
        Assert.Equal(2.0 / 3, TrialHalves.SpearmanBrown(0.5));
        Assert.Null(TrialHalves.SpearmanBrown(-1));
    }

    private static Recording Read(string activity, params string[] variables) => GoldenRecording.Read(s_file with
    {
        Activity = activity,
        Trials = [.. variables.Select(name => new TrialVariable(name, name))],
    });

    private static IReadOnlyList<MeasuredPair> Measured(RecordedSite[] sites, params string[] measures)
    {
        var experiment = new Experiment
        {
            Name = "measured",
            Networks = [.. sites.Select(site => site.Network.Options)],
            Alignment = new AlignmentOptions { Variables = [new ExchangedVariable([.. sites.Select(_ => "count")])] },
        };
        return SimilarityStage.Measure(
            sites, SimilarityQuestion.Of(experiment, measures), new RunOptions { Threads = 2, Command = "test" },
            TestContext.Current.CancellationToken);
    }

    private sealed class RecordedPools : IDisposable
    {
        private readonly DisposableList<RecordedPool> _pools = [];
        private readonly DisposableList<OpenedNetwork> _networks = [];

        public RecordedSite Site(string name, Recording recording)
        {
            var source = new RecordingSource(
                new RecordingOptions(name) { Trials = [.. recording.Variables.Select(one => new TrialVariable(one.Name, one.Name))] }, "",
                recording);
            var trials = new RecordedTrials(source, []);
            SequenceTask task = trials.ToTask();
            OpenedSource opened = source.Open(new NetworkRequest { Name = name, Task = task });
            var network = new OpenedNetwork(
                new NetworkOptions { Name = name, Source = source }, opened, opened.Network.Sites[0], trials, task);
            _networks.Add(network);
            var test = new RecordedPool(network.Network, network.Site, new SequencePool(task, 1, "test", 0));
            _pools.Add(test);
            return new RecordedSite(network, network.Site, test).OnAllTrials(_pools);
        }

        public void Dispose()
        {
            _pools.Dispose();
            _networks.Dispose();
        }
    }
}
