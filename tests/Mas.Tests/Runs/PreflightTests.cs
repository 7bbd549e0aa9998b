using System.Diagnostics;
using System.Text.Json;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Results.Store;
using Mas.Runs;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tests.Cli;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Runs;

/// <summary>Memory is estimated before a run, a run that takes too much is refused, and running out of it is told in one
/// sentence.</summary>
public sealed class PreflightTests : IDisposable
{
    private const string Small =
        "networks=[{name: a, train: {architecture: gru, width: 16}}, {name: b, train: {architecture: gru, width: 16}}]";

    private const string Das = "alignment.method=das";

    private const string LstmPair = "networks=[{name: a, insist: true, train: {architecture: lstm, width: 256, steps: 0}}, "
        + "{name: b, insist: true, train: {architecture: lstm, width: 256, steps: 0, seed: 2}}]";

    // The shape of shared/faults/no-preflight-gru-16384.yaml: it began to run and was killed.
    private const string Fault = """
        name: oom
        task: multi-object
        site: state
        networks:
          - { name: a, train: { architecture: gru, width: 16384 } }
          - { name: b, train: { architecture: gru, width: 16384 } }
        alignment: { method: mas, size: 4, seeds: [1], steps: 5 }
        """;

    private readonly Workplace _here = new();

    [Fact]
    public void Wide_networks_are_told_by_their_width_and_many_networks_by_their_number_and_a_large_batch_by_its_key()
    {
        const double small = 1e9;
        Assert.InRange(Estimate(Small).Memory.Bytes, 0, small);
        Assert.Equal("networks.0.train.width", Key(Estimate()));
        string many = string.Join(", ", Enumerable.Range(0, 256).Select(k => $"{{name: n{k}, train: {{architecture: gru, seed: {k}}}}}"));
        Assert.Equal("alignment.test", Key(Estimate($"networks=[{many}]")));
        Assert.Equal("alignment.batch", Key(Estimate(Small, "alignment.batch=10000000", "alignment.train=10000000")));
        Assert.Equal("alignment.test", Key(Estimate(Small, "alignment.test=10000000")));

        static string Key(RunEstimate estimate)
        {
            Assert.InRange(estimate.Memory.Bytes, 10 * small, double.MaxValue);
            return estimate.Memory.TooMuchFor(small)!.Key!;
        }
    }

    [Theory]
    [InlineData("networks.0.train.width=512")]
    [InlineData("alignment.batch=4000")]
    [InlineData("alignment.test=4000")]
    [InlineData("evaluation.similarity=[rsa-euclidean-spearman]")]
    [InlineData("analyses=[untrained]")]
    [InlineData("analyses=[null-space]")]
    [InlineData("analyses=[off-manifold]")]
    [InlineData("alignment.size=[2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]")]
    public void Whatever_asks_for_more_is_estimated_at_more(string change) =>
        Assert.True(Total(Estimate(Small, change)) > Total(Estimate(Small, "analyses=false")) * 1.01);

    [Fact]
    public void What_is_held_does_not_depend_on_the_number_of_steps() =>
        Assert.Equal(Estimate(Small, "alignment.steps=5").Memory.Bytes, Estimate(Small, "alignment.steps=50000").Memory.Bytes);

    [Fact]
    public void A_run_that_takes_more_than_there_is_leaves_nothing_and_names_the_key_to_lower()
    {
        InputException error = Assert.Throws<InputException>(() => Run(Read(), free: 20e9));
        InputError one = Assert.Single(error.Errors);
        Assert.Equal("networks.0.train.width", one.Key);
        Assert.Matches(@"^about \d+\.\d GB of memory are needed and 20\.0 GB are free; most of it, \d+\.\d GB, is for .*: "
            + @"lower networks\.0\.train\.width$", one.Message);
        Assert.False(Directory.Exists(_here.Path("runs", "out")));
        Assert.False(Directory.Exists(_here.Path("cache")));
    }

    [Fact]
    public void The_tool_refuses_it_with_the_exit_code_of_wrong_input()
    {
        string networks = string.Join(", ", Enumerable.Range(0, 64).Select(k =>
            $"{{name: n{k}, train: {{architecture: gru, width: 16384, seed: {k}}}}}"));
        Write(Fault);
        Ended ended = _here.Mas("run", "fault.yaml", $"networks=[{networks}]", "--output", "out", "--quiet");
        Assert.Equal(2, ended.Code);
        string line = Assert.Single(ended.ErrorLines);
        Assert.StartsWith("mas: ", line, StringComparison.Ordinal);
        Assert.Contains("GB of memory are needed", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_here.Path("out")));
    }

    [Fact]
    public void A_dry_run_prints_memory_and_time_in_words_and_as_an_object()
    {
        Write(Fault);
        string text = _here.Done("run", "fault.yaml", Small, "--dry-run").Output;
        Assert.Matches(@"memory about \d+ MB at its peak, [a-z ]+: ", text);
        Assert.Contains("time: networks ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("refused", text, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(_here.Done("run", "fault.yaml", Small, "--dry-run", "--json").Output);
        Assert.Equal(
            ["run", "memory_bytes", "empty_process_bytes", "available_bytes", "seconds_at_most", "stage", "parts"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(Math.Round(Estimate(Small).Memory.Process), json.RootElement.GetProperty("memory_bytes").GetDouble());
        Assert.All(json.RootElement.GetProperty("parts").EnumerateArray(),
            part => Assert.True(part.GetProperty("bytes").GetDouble() >= 0));
    }

    [Fact]
    public void Memory_that_runs_out_all_the_same_is_told_in_one_sentence_and_the_run_has_failed()
    {
        Experiment experiment = Read(Small);
        RunFailedException error = Assert.Throws<RunFailedException>(
            () => Run(experiment, free: 1e12, _ => throw new InsufficientMemoryException()));
        Assert.Matches(
            @"^memory ran out; the run was estimated at \d+ MB, most of it for .*, or free some memory and continue with --resume$",
            error.Message);
        using RunFolder folder = RunFolder.Read(_here.Path("runs", "out"));
        RunRecord record = folder.ReadRun();
        Assert.Equal((RunStatus.Failed, error.Message), (record.Status, record.Error));
    }

    [Fact]
    public void The_tool_ends_with_that_sentence_where_libtorch_gets_no_more_memory()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the limit is one of Linux");
        Assert.SkipWhen(AvailableMemory.Read() < 8e9, "the run would be refused before");
        Write(Fault);
        string[] command =
        [
            "dotnet", System.IO.Path.Combine(AppContext.BaseDirectory, "Mas.Cli.dll"), "run", "fault.yaml", LstmPair, "alignment.size=32",
            "alignment.batch=10240", "alignment.train=10240", "alignment.validation=20", "alignment.test=20", "--output", "out", "--quiet",
        ];
        // Five gigabytes are needed, and all addresses together may be four; so small a heap takes few addresses.
        var start = new ProcessStartInfo("sh", ["-c", "ulimit -v 4000000; exec \"$@\"", "sh", .. command])
        {
            WorkingDirectory = _here.Root,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x10000000";
        start.Environment["MAS_CACHE"] = _here.Path("cache");
        using Process tool = Process.Start(start)!;
        string said = tool.StandardError.ReadToEnd();
        tool.WaitForExit();
        Assert.Equal(1, tool.ExitCode);
        Assert.Matches(@"^mas: memory ran out; the run was estimated at .*: lower alignment\.batch, or free some memory and continue "
            + @"with --resume\n$", said);
    }

    [Fact]
    public void Measures_of_similarity_that_take_more_than_there_is_are_refused_too()
    {
        Experiment experiment = Read(Small);
        InputException error = Assert.Throws<InputException>(() => SimilarityRunner.Run(
            experiment, allSites: true, permutations: 0, splits: 0, Options(50e6, _ => { }), TestContext.Current.CancellationToken));
        Assert.Equal("evaluation.similarity", Assert.Single(error.Errors).Key);
    }

    [Fact]
    public void A_check_of_every_site_that_takes_more_than_there_is_is_refused_too()
    {
        Experiment experiment = Read(Small);
        InputException error = Assert.Throws<InputException>(
            () => SiteCheck.Run(experiment, Options(50e6, _ => { }), TestContext.Current.CancellationToken));
        Assert.StartsWith("about ", Assert.Single(error.Errors).Message, StringComparison.Ordinal);
    }

    // A matrix and its inverse in float64 for each change of coordinates, whatever else the copy is.
    [Fact]
    public void Other_coordinates_are_estimated_with_their_matrices()
    {
        double Prepared(string copy) => Estimate($"networks=[{{name: a, train: {{architecture: gru, width: 16}}}}, "
            + $"{{name: b, copy: {{of: a, {copy}}}}}, {{name: c, copy: {{of: b, oblique: 2}}}}]").Shape.Networks[2].Numbers.Prepared;
        Assert.Equal(4 * 16 * 16, Prepared("permute: 1, oblique: 30") - Prepared("permute: 1"));
    }

    [Fact]
    public void A_network_that_is_in_the_cache_need_not_be_trained()
    {
        const string train = "networks=[{name: a, train: {architecture: gru, width: 16, steps: 1}}]";
        Assert.True(Estimate(train, Das).Time.Networks > 0);
        var source = (NetworkToTrain)Read(train, Das).Networks[0].Source;
        SequenceTask task = KnownTasks.Named("multi-object")!;
        source.Open(new NetworkRequest { Name = "a", Task = task, CacheFolder = _here.Path("cache") }).Dispose();
        Assert.Equal(0, Estimate(train, Das).Time.Networks);
    }

    [Fact]
    public void What_libtorch_says_where_it_gets_no_memory_is_known_as_that()
    {
        NativeTorch.Load();
        Exception real = Assert.ThrowsAny<Exception>(() => empty(1L << 50));
        Assert.True(MemoryShortage.Is(real), real.Message);
        Assert.True(MemoryShortage.Is(new AggregateException(new InvalidOperationException(), real)));
        Assert.True(MemoryShortage.Is(new InvalidOperationException("", new InsufficientMemoryException())));
        Assert.False(MemoryShortage.Is(new InvalidOperationException("out of patience")));
        Exception other = Assert.ThrowsAny<Exception>(() => zeros(2, 3).mm(zeros(2, 3)));
        Assert.False(MemoryShortage.Is(other), other.Message);
    }

    private static double Total(RunEstimate estimate) => estimate.Memory.Stages.Sum(stage => stage.Bytes);

    private RunEstimate Estimate(params string[] overrides) => Preflight.Of(Read(overrides), Options(0, _ => { }));

    private Experiment Read(params string[] overrides)
    {
        Write(Fault);
        return ExperimentRunner.Read(_here.Path("fault.yaml"), overrides);
    }

    private void Run(Experiment experiment, double free, Action<RunProgress>? progress = null)
    {
        using RunFolder folder = RunFolder.Open(_here.Path("runs", "out"), resume: false);
        ExperimentRunner.Run(experiment, folder, Options(free, progress ?? (_ => { })), TestContext.Current.CancellationToken);
    }

    private RunOptions Options(double free, Action<RunProgress> progress) => new()
    {
        Threads = 2,
        Command = "test",
        CacheFolder = _here.Path("cache"),
        FreeMemory = () => free,
        Progress = progress,
    };

    private void Write(string text) => File.WriteAllText(_here.Path("fault.yaml"), text);

    public void Dispose() => _here.Dispose();
}
