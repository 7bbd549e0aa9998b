using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Called;
using Mas.Networks.Folders;
using Mas.Networks.Recurrent;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Scripted;

/// <summary>What docs/torchscript.md shows is run, where Python with PyTorch is there, and what it writes is opened.</summary>
public sealed class ScriptedPageTests : IDisposable
{
    private static readonly string[] s_blocks = TorchOfPython.OfPage("torchscript.md");

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-script-").FullName;
    private readonly DisposeScope _scope;

    public ScriptedPageTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
    }

    private static string Silero => Golden.Path("torchscript", "silero-vad");

    private static OpenedSource Open(string folder) =>
        new SavedNetwork("here", folder).Open(new NetworkRequest { Name = "here", Task = Golden.MultiObject });

    [Fact]
    public void The_network_of_the_page_takes_part_and_its_state_is_handed_on()
    {
        TorchOfPython.Script(_folder, $"{s_blocks[0]}\nmodel = StackedGru(8, 12)\n{s_blocks[1]}");
        using OpenedSource opened = Open(Path.Combine(_folder, "my-network"));
        Site state = Assert.Single(opened.Network.Sites);
        Assert.Equal((24, true, true), (state.Width, state.IsHandedOn, state.IsInner));
        CalledModel model = ((CalledNetwork)opened.Network).Model;
        var input = new CalledInput(tensor(new long[] { 1, 3, 4, 7, 6, 1, 5, 7, 6, 2 }, [2, 5]), [5, 5]);
        Tensor replaced = Device.Cpu.Flags([.. Enumerable.Range(0, 10).Select(i => i is 1 or 7)], 2, 5);
        Tensor written = randn(2, 5, 24), natural = model.Record(input, [state])[0];
        Tensor after = model.Follow(input, new CalledSwap(state, written, replaced));
        Golden.Close(after[0, 1], written[0, 1], 0);
        Golden.Close(after[1].narrow(0, 0, 2), natural[1].narrow(0, 0, 2), 0);
        // What follows is the network's own step from what was written: the same from natural states.
        Golden.Close(model.Follow(input, new CalledSwap(state, natural, replaced)), natural, 0);
        Assert.True(Golden.Difference(after[0, 2], natural[0, 2]) > 0.01);
    }

    // A trained GRU of ours, written as a script by Python: numbers of one program against those of the other.
    [Fact]
    public void A_scripted_gru_has_the_latents_losses_and_gradients_of_the_same_weights_read_here()
    {
        using RecurrentNetwork native = Golden.Recurrent("gru-a");
        TorchOfPython.Script(_folder, ScriptedGru.Python(Golden.Path("networks", "gru-a", "model.safetensors")));
        using OpenedSource opened = Open(Path.Combine(_folder, "scripted"));
        var random = new SeededRandom(3);
        TokenRows pool = Golden.MultiObject.Rows(40, QuantityChoice.All, ref random);
        Site scripted = opened.Network.FindSite("state")!;
        using RunnableActivity own = opened.Network.Record(pool, scripted), wanted = native.Record(pool, native.State);
        int[] all = [.. Enumerable.Range(0, pool.Tokens.Length)];
        Golden.Close(own.Latents(all), wanted.Latents(all), 2e-5);
        Golden.CloseToLargest(own.Logits(all), wanted.Logits(all), 2e-5);
        int[] places = [.. Enumerable.Range(0, 40).Select(q => pool.Offsets[q] + 2)];
        var rows = new TargetRows(places, places, TokenRows.From(
            [.. Enumerable.Range(0, 40).Select(q => pool.Tokens[(pool.Offsets[q] + 3)..pool.Offsets[q + 1]])]));
        bool[] scored = [.. rows.Continuations.Tokens.Select(_ => true)];
        using ScoredTargets there = new(own.Prepare(rows), scored), here = new(wanted.Prepare(rows), scored);
        double[] shares = [.. here.Labels.Select((_, i) => 0.01 + i % 3)];
        Tensor first = randn(40, scripted.Width).requires_grad_(true), second = first.detach().clone().requires_grad_(true);
        ScoredRun found = there.Run((latents, entries) => latents + first.Rows(entries), shares),
            run = here.Run((latents, entries) => latents + second.Rows(entries), shares);
        Assert.All(found.Losses.Zip(run.Losses), pair => Assert.Equal(pair.Second, pair.First, 1e-4));
        found.Surrogate!.backward();
        run.Surrogate!.backward();
        Golden.CloseToLargest(first.grad!, second.grad!, 1e-4);
    }

    [Fact]
    public void A_public_network_goes_in_through_the_wrapper_of_the_page()
    {
        File.Copy(Path.Combine(Silero, "silero_vad.jit"), Path.Combine(_folder, "silero_vad.jit"));
        TorchOfPython.Script(_folder, $"from typing import List\nimport torch\n{s_blocks[2]}");
        SileroConfig.Write(_folder);
        using CalledModel model = SileroConfig.Model(_folder);
        using SafetensorsFile expected = Golden.Tensors("torchscript", "silero-vad", "expected.safetensors");
        Site state = Assert.Single(model.Sites);
        foreach (string own in (string[])["synthetic", "spoken"])
        {
            CalledInput input = Chunks(expected, own);
            Golden.Close(Probability(model.Logits(input)), expected.Double($"{own}.probability"), 5e-5);
            Tensor read = model.Record(input, [state])[0][0], after = expected.Double($"{own}.state").reshape(40, 256);
            Golden.Close(read.narrow(0, 1, 39), after.narrow(0, 0, 39), 3e-4);
            Golden.Close(read[0], zeros(256), 0);
            Exchange(model, expected, own, input, state);
        }
    }

    // The state that chunk 20 is read with is the other run's, or its h alone.
    private static void Exchange(CalledModel model, SafetensorsFile expected, string own, CalledInput input, Site state)
    {
        string other = own == "spoken" ? "synthetic" : "spoken";
        Tensor latents = full([1, 40, 256], 99f), replaced = zeros(1, 40, dtype: ScalarType.Bool);
        latents[0, 20].copy_(expected.Double($"{other}.state").reshape(40, 256)[19]);
        replaced[0, 20] = tensor(true);
        foreach (string kind in (string[])["exchanged", "hidden_exchanged"])
        {
            if (kind == "hidden_exchanged")
                latents[0, 20].narrow(0, 128, 128).copy_(expected.Double($"{own}.state").reshape(40, 256)[19].narrow(0, 128, 128));
            using CalledPass run = model.Run(input, new CalledSwap(state, latents, replaced));
            Golden.Close(Probability(run.Logits).narrow(0, 20, 20), expected.Double($"{own}.{kind}.probability"), 5e-5);
            Tensor logits = run.Logits.detach().requires_grad_(true);
            Probability(logits).narrow(0, 20, 8).sum().backward();
            Tensor gradient = run.Back(logits.grad!)[0, 20], wanted = expected.Double($"{own}.{kind}.gradient").reshape(256);
            Golden.Close(gradient, wanted, 2e-5 + 1e-4 * wanted.abs().max().item<double>());
        }
    }

    private static Tensor Probability(Tensor logits) => logits.softmax(2)[0].select(1, 1);

    private static CalledInput Chunks(SafetensorsFile file, string run)
    {
        byte[] bytes = new byte[file[$"{run}.audio"].Count * sizeof(short)];
        file.Read(file[$"{run}.audio"], 0, bytes);
        float[] samples = [.. bytes.Chunk(sizeof(short)).Select(pair => BitConverter.ToInt16(pair) / 32768f)];
        return new CalledInput(tensor(samples, [1, 40, 512]), [40]);
    }

    [Fact]
    public void Bare_the_public_network_is_refused_with_the_methods_that_it_lacks()
    {
        File.Copy(Path.Combine(Silero, "silero_vad.jit"), Path.Combine(_folder, "network.pt"));
        SileroConfig.Write(_folder);
        Assert.Equal("the network has no methods record_state, resume_state; 'sites' of config.json asks for them, and torch.jit.export "
            + "keeps a method in the file", ScriptedFaultTests.Error(() => SileroConfig.Model(_folder)).Message);
    }

    public void Dispose()
    {
        _scope.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
