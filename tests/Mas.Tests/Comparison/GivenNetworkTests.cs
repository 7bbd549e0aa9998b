using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tensors;
using Mas.Tests.Cli;
using Xunit;

namespace Mas.Tests.Comparison;

/// <summary>Networks that a C# program has in its hands.</summary>
public sealed class GivenNetworkTests : IDisposable
{
    private readonly Workplace _here = new();

    public GivenNetworkTests() => NativeTorch.Load();

    [Fact]
    public void A_live_network_takes_part_in_an_experiment_and_stays_its_owners()
    {
        using RecurrentNetwork first = Golden.Recurrent("gru-a"), second = Golden.Recurrent("gru-b");
        RunRecord run = Run("given", new GivenNetwork(first), new GivenNetwork(second));
        RunRecord stored = Run("stored", Saved("gru-a"), Saved("gru-b"));
        Assert.Equal(["given", "given"], run.Networks.Select(network => network.Origin));
        Assert.NotEqual(run.Networks[0].Hash, run.Networks[1].Hash);
        Assert.Equal(stored.Directions.Select(direction => direction.TrialIia), run.Directions.Select(direction => direction.TrialIia));
        Assert.True(first.Weights.Embedding.Handle != IntPtr.Zero);
    }

    [Fact]
    public void The_file_that_a_run_of_given_networks_writes_says_that_it_cannot_be_read_back()
    {
        using RecurrentNetwork first = Golden.Recurrent("gru-a");
        Run("given", new GivenNetwork(first), Saved("gru-b"));
        string file = _here.Path("runs", "given", "experiment.yaml");
        Assert.Contains("given: \"gru, given by a program: this file cannot be read back\"", File.ReadAllText(file),
            StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(() => StoredRun.Open(_here.Path("runs", "given")));
        Assert.Equal("a C# program has given this network, and no file can; store it in a folder, and name that with path",
            Assert.Single(error.Errors).Message);
    }

    [Fact]
    public void A_wider_copy_of_a_live_network_is_refused_in_one_sentence()
    {
        using RecurrentNetwork first = Golden.Recurrent("gru-a");
        var given = new GivenNetwork(first);
        InputException error = Assert.Throws<InputException>(() => Run("copy", given, new CopiedNetwork("one", given, null, 4)));
        Assert.Equal(
            "networks.1.copy.of: network 'two' is a copy of 'one', whose weights are not known by name; copy a network that is trained "
                + "here or stored in a folder",
            Assert.Single(error.Errors).ToString());
    }

    private SavedNetwork Saved(string name) => new($"networks/{name}", _here.Path("networks", name));

    private RunRecord Run(string name, NetworkSource first, NetworkSource second)
    {
        Experiment read = ExperimentRunner.Read(_here.Path(_here.Experiment("steps: 5", name: name)));
        Experiment experiment = read with
        {
            Networks = [read.Networks[0] with { Name = "one", Source = first }, read.Networks[1] with { Name = "two", Source = second }],
        };
        experiment = experiment with { Alignment = experiment.Alignment with { Directions = null } };
        using RunFolder folder = RunFolder.Open(_here.Path("runs", name), resume: false);
        return ExperimentRunner.Run(experiment, folder, new RunOptions { Threads = 2, Command = "test", CacheFolder = _here.Path("cache") },
            TestContext.Current.CancellationToken);
    }

    public void Dispose() => _here.Dispose();
}
