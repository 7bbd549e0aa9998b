using Mas.Benchmarks.Zoo;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Oracles.Files;
using Mas.Runs;
using Xunit;

namespace Mas.Benchmarks.Tests.Zoo;

/// <summary>The experiment file of each pair is one that the product takes, with the evidence of a file that asks for none.</summary>
public sealed class ZooExperimentTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ZooSettings _settings = ZooSettings.Small with
    {
        PlantingSteps = 1,
        Plan = ZooPlan.Small with { Architectures = ["gru", "lstm", "transformer"], Drawn = 4, DrawnAlike = 12 },
    };

    private Experiment Read(string text)
    {
        File.WriteAllText(_folder["pair.yaml"], text);
        return ExperimentRunner.Read(_folder["pair.yaml"]);
    }

    [Fact]
    public void Every_pair_is_an_experiment_with_the_default_evidence()
    {
        var folders = new AlgorithmFolders(_settings, _folder["cache"]);
        folders.Make(1, _ => { });
        var experiments = new ZooExperiment(_settings, folders);
        Assert.All(_settings.Plan.Pairs(), pair =>
        {
            Experiment compared = Read(experiments.Compared(pair)), stitched = Read(experiments.Stitched(pair));
            Assert.Equal(["algorithms", "other-maps"], ExperimentRunner.Analyses(compared).Select(analysis => analysis.Key).Order());
            Assert.Equal([Control.NoSwap], stitched.Evaluation.Controls);
            Assert.Contains(Control.NullExchanged, compared.Evaluation.Controls);
            Assert.Equal(pair.IsOfTransformers ? Scheme.Stepwise : Scheme.Single, compared.Alignment.Scheme);
            Assert.Equal(pair.One.Making == Making.Written ? 2 : 16, compared.Alignment.Sizes[0].PerVariable![0]);
            Assert.Equal([pair.One.Name, pair.Other.Name], compared.Networks.Select(network => network.Name));
            Assert.Equal(pair.Other.Making == Making.Untrained, compared.Networks[1].Source.IsUntrained);
        });
    }

    [Fact]
    public void Networks_of_chosen_algorithms_are_made_once()
    {
        var folders = new AlgorithmFolders(_settings, _folder["cache"]);
        var made = new List<string>();
        folders.Make(2, made.Add);
        folders.Make(2, made.Add);
        Assert.Equal(_settings.Plan.Planted.Count, made.Count);
        Assert.All(_settings.Plan.Planted, network =>
            Assert.Equal(1, new AlgorithmFolders(_settings, _folder["cache"]).Findings(network)!.Steps));
        Assert.Null(new AlgorithmFolders(_settings with { PlantingSteps = 2 }, _folder["cache"]).Findings(_settings.Plan.Planted[0]));
    }

    // Two seconds: it is hardly trained, and the start finds it.
    [Fact]
    public void A_run_gives_the_verdict_and_the_worse_directions()
    {
        var folders = new AlgorithmFolders(_settings, _folder["cache"]);
        folders.Make(1, _ => { });
        ZooPair pair = _settings.Plan.Pairs().First(one => one.Group == PairGroup.WrittenCopies);
        var runs = new PairRun(new ZooExperiment(_settings, folders), new RunOptions { Threads = 1, Command = "" });
        (ZooVerdict verdict, IReadOnlyList<MeasuredValue> values) = runs.Compare(pair);
        Assert.Equal(("same", "as up-down"), (verdict.Word, verdict.Scope));
        Assert.Equal(["mas", "self"], values.Select(value => value.Measure));
        Assert.All(values.Append(runs.Stitch(pair)), value => Assert.InRange(value.Similarity, 0.9, 1));
    }

    public void Dispose() => _folder.Dispose();
}
