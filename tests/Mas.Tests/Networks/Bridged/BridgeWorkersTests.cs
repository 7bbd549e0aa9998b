using Mas.Networks.Bridged;
using Mas.Networks.Called;
using Mas.Results.Files;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Bridged;

/// <summary>Several processes with one model, and what happens when one of them ends.</summary>
public sealed class BridgeWorkersTests : IDisposable
{
    // Every process says who it is; the first question after a file 'stop' has appeared ends it.
    private static readonly string s_mortal = "import os\nprint(os.getpid(), flush=True)\n" + PythonFolder.Sums
        .Replace("        sums =", "        if os.path.exists('stop'): os.remove('stop'); os._exit(9)\n        sums =",
            StringComparison.Ordinal)
        .Replace("        return upstream", "        if os.path.exists('halt'): os.remove('halt'); os._exit(9)\n        return upstream",
            StringComparison.Ordinal);

    private readonly PythonFolder _folder = new();

    public BridgeWorkersTests() => PythonHere.Require("numpy");

    private BridgedModel Model(string text, int workers = 1, CancellationToken? stop = null)
    {
        BridgeWorkers started = _folder.Workers(text, workers, stop: stop);
        return new BridgedModel(started, started.Describe(), Device.Cpu);
    }

    private static CalledInput Input(int seed) =>
        new(Device.Cpu.Indices([.. Enumerable.Range(0, 12).Select(i => (long)((i * seed + 3) % 8))]).reshape(3, 4), [4, 3, 2]);

    private static CalledSwap Swap(BridgedModel model) => new(
        model.Sites[0], ones([3, 4, 5]), Device.Cpu.Flags([.. Enumerable.Range(0, 12).Select(i => i % 5 == 0)], 3, 4));

    // What a process prints comes in its own time.
    private void AssertTwoStarted() => Assert.True(SpinWait.SpinUntil(
        () => _folder.Said.Count(line => int.TryParse(line["mine: ".Length..], out _)) == 2, 10_000));

    [Fact]
    public void Processes_start_as_threads_ask_and_give_the_same_bits()
    {
        using var scope = NewDisposeScope();
        using BridgedModel one = Model(s_mortal), several = Model(s_mortal.Replace("sums = at(",
            "import time; time.sleep(0.05); sums = at(", StringComparison.Ordinal), workers: 3);
        CalledInput[] inputs = [.. Enumerable.Range(1, 12).Select(Input)];
        var found = new float[inputs.Length][];
        Assert.Equal(1, several.Workers.Count);
        Parallel.For(0, inputs.Length, new ParallelOptions { MaxDegreeOfParallelism = 6 },
            i => found[i] = several.Resume(inputs[i], Swap(several)).ToArray<float>());
        Assert.InRange(several.Workers.Count, 2, 3);
        Assert.All(inputs.Index(), input =>
            Assert.Equal(one.Resume(input.Item, Swap(one)).ToArray<float>(), found[input.Index]));
    }

    [Fact]
    public void A_process_that_ends_in_the_middle_is_started_once_more()
    {
        using var scope = NewDisposeScope();
        using BridgedModel model = Model(s_mortal);
        CalledInput input = Input(1);
        float[] logits = model.Resume(input, Swap(model)).ToArray<float>();
        File.WriteAllText(Path.Combine(_folder.Root, "stop"), "");
        Assert.Equal(logits, model.Resume(input, Swap(model)).ToArray<float>());
        AssertTwoStarted();
        Assert.Contains("mine: Python ended while it was resuming, with exit code 9; its last lines: "
            + $"{_folder.Said[0]["mine: ".Length..]}; it is started once more.", _folder.Said);
    }

    // A signal to a whole group may reach Python first: the end of the process is then seen before the wish that ended it.
    [Theory]
    [InlineData(0)]
    [InlineData(200)]
    public void A_process_that_ends_as_all_is_to_stop_is_no_error_and_not_started_again(int milliseconds)
    {
        using var scope = NewDisposeScope();
        using var stop = new CancellationTokenSource();
        using BridgedModel model = Model(s_mortal, stop: stop.Token);
        CalledInput input = Input(1);
        CalledSwap swap = Swap(model);
        model.Resume(input, swap);
        File.WriteAllText(Path.Combine(_folder.Root, "stop"), "");
        stop.CancelAfter(milliseconds);
        Assert.Throws<OperationCanceledException>(() => model.Resume(input, swap));
        Assert.DoesNotContain(_folder.Said, line => line.Contains("started once more", StringComparison.Ordinal));
    }

    [Fact]
    public void A_process_that_ends_by_itself_is_started_once_more_where_all_could_be_stopped()
    {
        using var scope = NewDisposeScope();
        using var stop = new CancellationTokenSource();
        using BridgedModel model = Model(s_mortal, stop: stop.Token);
        CalledInput input = Input(1);
        float[] logits = model.Resume(input, Swap(model)).ToArray<float>();
        File.WriteAllText(Path.Combine(_folder.Root, "stop"), "");
        Assert.Equal(logits, model.Resume(input, Swap(model)).ToArray<float>());
    }

    [Fact]
    public void A_way_back_whose_process_ends_is_run_once_more()
    {
        using var scope = NewDisposeScope();
        using BridgedModel model = Model(s_mortal);
        CalledInput input = Input(1);
        using CalledPass pass = model.Run(input, Swap(model));
        float[] gradient = pass.Back(pass.Logits).ToArray<float>();
        Assert.Contains(gradient, value => value != 0);
        File.WriteAllText(Path.Combine(_folder.Root, "halt"), "");
        Assert.Equal(gradient, pass.Back(pass.Logits).ToArray<float>());
        AssertTwoStarted();
    }

    [Fact]
    public void Two_ways_back_are_kept_apart()
    {
        using var scope = NewDisposeScope();
        using BridgedModel model = Model("from mas_bridge import Model\n" + PythonFolder.Sums.Replace(
            "sums @", "sums ** 2 @", StringComparison.Ordinal).Replace(
            "return upstream @ self.weights[\"head\"].T", "return 2 * latents * (upstream @ self.weights[\"head\"].T)",
            StringComparison.Ordinal));
        CalledInput input = Input(1);
        CalledSwap swap = Swap(model);
        using CalledPass once = model.Run(input, swap), twice = model.Run(input, swap with { Latents = swap.Latents.add(swap.Latents) });
        Tensor upstream = ones([3, 4, 8]);
        Tensor first = once.Back(upstream), second = twice.Back(upstream);
        Golden.Close(second, first.add(first), 1e-4);
        Assert.Equal(first.ToArray<float>(), once.Back(upstream).ToArray<float>());
    }

    [Fact]
    public void A_model_that_always_ends_is_given_up_in_one_sentence()
    {
        using var scope = NewDisposeScope();
        using BridgedModel model = Model(s_mortal.Replace("os.remove('stop'); ", "", StringComparison.Ordinal));
        CalledInput input = Input(1);
        model.Resume(input, Swap(model));
        File.WriteAllText(Path.Combine(_folder.Root, "stop"), "");
        InputException error = Assert.Throws<InputException>(() => model.Resume(input, Swap(model)));
        Assert.StartsWith("Python ended while it was resuming, with exit code 9;", Assert.Single(error.Errors).Message,
            StringComparison.Ordinal);
        AssertTwoStarted();
    }

    [Fact]
    public void A_file_that_changes_in_the_middle_is_not_mixed_with_what_it_was()
    {
        using var scope = NewDisposeScope();
        using BridgedModel model = Model(s_mortal);
        CalledInput input = Input(1);
        model.Resume(input, Swap(model));
        File.WriteAllText(Path.Combine(_folder.Root, "stop"), "");
        File.AppendAllText(_folder.File, "# another\n");
        InputException error = Assert.Throws<InputException>(() => model.Resume(input, Swap(model)));
        Assert.Equal("the file or its weights have changed since the run began; begin again", Assert.Single(error.Errors).Message);
    }

    public void Dispose() => _folder.Dispose();
}
