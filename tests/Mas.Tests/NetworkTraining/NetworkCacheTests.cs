using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.NetworkTraining;
using Mas.Results.Files;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.NetworkTraining;

public sealed class NetworkCacheTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public void A_network_is_trained_once_and_read_back_with_the_bytes_of_a_fresh_training()
    {
        var cache = new NetworkCache(_folder);
        using CachedNetworkOwner first = Open(cache), second = Open(cache);
        Assert.NotNull(first.Value.Trained);
        Assert.Null(second.Value.Trained);
        using TrainedNetwork fresh = SmallTraining.Train(SmallTraining.Short);
        Assert.Equal(SmallTraining.Bytes(fresh.Weights), Bytes(first.Value));
        Assert.Equal(SmallTraining.Bytes(fresh.Weights), Bytes(second.Value));
        Assert.Equal(["SHA256SUMS", "config.json", "model.safetensors"],
            Directory.GetFiles(second.Value.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal([second.Value.Folder], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("model.safetensors", 100)]
    [InlineData("model.safetensors", -1)]
    [InlineData("config.json", 10)]
    public void A_damaged_entry_is_noticed_and_replaced_by_training_again(string file, int length)
    {
        var cache = new NetworkCache(_folder);
        using CachedNetworkOwner first = Open(cache);
        string path = Path.Combine(first.Value.Folder, file);
        byte[] whole = File.ReadAllBytes(path);
        if (length < 0)
            File.Delete(path);
        else
            File.WriteAllBytes(path, whole[..length]);

        var notices = new List<string>();
        using CachedNetworkOwner again = Open(cache, notices.Add);
        Assert.StartsWith($"the stored network {first.Value.Folder} is damaged and is trained again: ", Assert.Single(notices),
            StringComparison.Ordinal);
        Assert.NotNull(again.Value.Trained);
        Assert.Equal(whole, File.ReadAllBytes(path));
        Assert.Equal([first.Value.Folder], Directory.GetFileSystemEntries(_folder));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    [InlineData("SHA256SUMS")]
    public void A_bit_that_is_flipped_anywhere_in_an_entry_is_noticed(string file)
    {
        var cache = new NetworkCache(_folder);
        using CachedNetworkOwner first = Open(cache);
        string path = Path.Combine(first.Value.Folder, file);
        byte[] whole = File.ReadAllBytes(path);
        foreach (double place in new[] { 0, 0.3, 0.99 })
        {
            byte[] flipped = [.. whole];
            flipped[(int)(place * whole.Length)] ^= 1;
            File.WriteAllBytes(path, flipped);
            var notices = new List<string>();
            using CachedNetworkOwner again = Open(cache, notices.Add);
            Assert.Single(notices);
            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Training_the_same_network_several_times_at_once_succeeds_every_time()
    {
        var networks = new CachedNetwork[4];
        Parallel.For(0, networks.Length, new ParallelOptions { MaxDegreeOfParallelism = networks.Length },
            i => networks[i] = new NetworkCache(_folder)
                .Open(SmallTraining.Task, SmallTraining.Short, cancellation: TestContext.Current.CancellationToken));
        byte[][] bytes = [.. networks.Select(Bytes)];
        foreach (CachedNetwork network in networks)
            network.Network.Dispose();
        Assert.All(bytes, other => Assert.Equal(bytes[0], other));
        Assert.Equal([networks[0].Folder], Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void A_cancelled_training_stores_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        var cache = new NetworkCache(_folder);
        Assert.Throws<OperationCanceledException>(() => cache.Open(SmallTraining.Task, SmallTraining.Short, cancellation: cancelled.Token));
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public void The_cache_of_networks_says_before_training_that_its_folder_cannot_be_written()
    {
        File.WriteAllText(_folder, "a file, not a folder");
        var cache = new NetworkCache(Path.Combine(_folder, "cache"));
        var error = Assert.Throws<InputException>(() => cache.Open(SmallTraining.Task, SmallTraining.Short,
            report: _ => Assert.Fail("it trains"), cancellation: TestContext.Current.CancellationToken));
        Assert.Contains("the cache folder for trained networks cannot be written", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; name another one with --cache or MAS_CACHE", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_changes_the_bytes_of_a_network_changes_its_entry_in_the_cache()
    {
        NetworkTrainingOptions o = new() { Architecture = "gru" };
        NetworkTrainingOptions[] changed =
        [
            o, o with { Architecture = "lstm" }, o with { Width = 64 }, o with { HeadWidth = 64 }, o with { Layers = 2 },
            o with { Heads = 2 },
            o with { Seed = 9 }, o with { Steps = 9 }, o with { LeastSteps = 9 }, o with { Batch = 9 },
            o with { Dropout = 0 }, o with { LargestGradient = 9 }, o with { CheckEvery = 9 }, o with { AcceptedOn = 9 },
            o with { LearningRate = new() { Peak = 9 } },
        ];
        // One for each option and the defaults: a new option must be added to the key and here.
        Assert.Equal(typeof(NetworkTrainingOptions).GetProperties().Length + 1, changed.Length);
        LearningRateSchedule[] rates = [new() { Last = 9 }, new() { WarmUp = 9 }, new() { Until = 9 }];
        Assert.Equal(typeof(LearningRateSchedule).GetProperties().Length, rates.Length + 1);
        TaskOptions[] tasks = [new() { SmallestQuantity = 2 }, new() { LargestQuantity = 9 }, new() { HeldOut = [3] },
            new() { Void = 0.2 }];

        var cache = new NetworkCache(_folder);
        string[] folders =
        [
            .. changed.Concat(rates.Select(rate => o with { LearningRate = rate }))
                .Select(options => cache.FolderOf(Golden.MultiObject, options)),
            .. tasks.Select(task => cache.FolderOf(KnownTasks.Named("multi-object", task)!, o)),
            cache.FolderOf(KnownTasks.Named("modulo")!, o),
        ];
        Assert.Equal(folders.Length, folders.Distinct().Count());
        Assert.Equal(folders[0], cache.FolderOf(KnownTasks.Named("multi-object", new TaskOptions())!, new() { Architecture = "gru" }));
    }

    [Fact]
    public void Networks_that_are_stored_already_keep_their_keys() => Assert.Equal(
        "2c32dd8d1fb73f1107b624d6ac53ca4fd38f2eed742135701f88d547fba2a78f",
        Path.GetFileName(new NetworkCache(_folder).FolderOf(Golden.MultiObject, new() { Architecture = "gru", Seed = 1, Steps = 100 })));

    [Fact]
    public void The_option_for_the_cache_comes_before_the_environment_and_that_before_the_users_cache()
    {
        string set = Path.Combine(_folder, "set"), users = Path.Combine(_folder, "users");
        var environment = new Dictionary<string, string> { ["MAS_CACHE"] = set, ["XDG_CACHE_HOME"] = users };
        Assert.Equal(_folder, NetworkCacheFolder.Choose(_folder, environment.GetValueOrDefault));
        Assert.Equal(set, NetworkCacheFolder.Choose(null, environment.GetValueOrDefault));
        environment.Remove("MAS_CACHE");
        string own = NetworkCacheFolder.Choose(null, environment.GetValueOrDefault);
        Assert.Equal("mas", Path.GetFileName(own));
        if (OperatingSystem.IsLinux())
            Assert.Equal(Path.Combine(users, "mas"), own);
    }

    [Theory]
    [InlineData("/proc/no/home")]
    [InlineData("relative")]
    public void A_home_that_is_not_there_is_no_reason_to_write_elsewhere(string home)
    {
        if (OperatingSystem.IsWindows())
            return;
        string? before = Environment.GetEnvironmentVariable("HOME");
        try
        {
            Environment.SetEnvironmentVariable("HOME", home);
            if (home[0] == '/')
                Assert.StartsWith(home, NetworkCacheFolder.Choose(null, _ => null), StringComparison.Ordinal);
            else
                Assert.Equal(
                    $"there is no home folder for the cache of trained networks ('{home}'); name a folder with --cache or MAS_CACHE",
                    Assert.Throws<InputException>(() => NetworkCacheFolder.Choose(null, _ => null)).Message);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOME", before);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
        File.Delete(_folder);
    }

    private static CachedNetworkOwner Open(NetworkCache cache, Action<string>? notice = null) =>
        new(cache.Open(SmallTraining.Task, SmallTraining.Short, notice: notice, cancellation: TestContext.Current.CancellationToken));

    private static byte[] Bytes(CachedNetwork cached) => SmallTraining.Bytes(((RecurrentNetwork)cached.Network).Weights.Named);

    private sealed record CachedNetworkOwner(CachedNetwork Value) : IDisposable
    {
        public void Dispose() => Value.Network.Dispose();
    }
}
