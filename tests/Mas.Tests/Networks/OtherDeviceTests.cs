using System.Diagnostics;
using Mas.Alignments;
using Mas.Interchange;
using Mas.Kernels;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Formats;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>What is computed stays where the weights are. Where a graphics card is seen it is compared with the processor; and in a process
/// whose default device of torch is another one, <c>meta</c>, a tensor that was made without saying where would meet the others and
/// fail.</summary>
public class OtherDeviceTests
{
    private const int Features = 4;
    private const string Elsewhere = "MAS_TEST_DEFAULT_DEVICE_ELSEWHERE";

    [Theory]
    [InlineData("gru", "mlp-gelu", AlignmentFamily.Orthogonal, Parametrisation.Cayley)]
    [InlineData("gru", "linear", AlignmentFamily.Linear, Parametrisation.Auto)]
    [InlineData("lstm", "linear", AlignmentFamily.Orthogonal, Parametrisation.Stiefel)]
    [InlineData("transformer", null, AlignmentFamily.Orthogonal, Parametrisation.MatrixExponential)]
    [InlineData("transformer", null, AlignmentFamily.SymmetricDefinite, Parametrisation.Auto)]
    [InlineData("mlp", null, AlignmentFamily.Orthogonal, Parametrisation.Householder)]
    [InlineData("mlp", null, AlignmentFamily.Reversible, Parametrisation.Auto)]
    public void Recording_and_a_step_of_an_alignment_give_the_same_on_every_device(
        string architecture, string? head, AlignmentFamily family, Parametrisation parametrisation)
    {
        NativeTorch.Load();
        if (Environment.GetEnvironmentVariable(Elsewhere) is not null)
            set_default_device(new torch.Device(DeviceType.META));
        var design = new AlignmentDesign { Family = family, Parametrisation = parametrisation, Normalise = Normalise.Standard };
        double[] wanted = [.. Steps(Device.Cpu, architecture, head, design)];
        foreach (Device device in NativeTorch.Devices())
            Assert.All(wanted.Zip(Steps(device, architecture, head, design)),
                pair => Assert.Equal(pair.First, pair.Second, 1e-3 * (1 + Math.Abs(pair.First))));
    }

    [Fact]
    public void Nothing_is_made_on_torchs_default_device()
    {
        if (Environment.GetEnvironmentVariable(Elsewhere) is not null)
            return;
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory,
            OperatingSystem.IsWindows() ? "Mas.Tests.exe" : "Mas.Tests"), ["-class", typeof(OtherDeviceTests).FullName!, "-noColor"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Elsewhere] = "1";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.Contains("Total: 8", output, StringComparison.Ordinal);
    }

    // Losses, and what a step makes of the parameters, at every site and in every form of rows.
    private static IEnumerable<double> Steps(Device device, string architecture, string? head, AlignmentDesign design)
    {
        using Network network = Open(device, architecture, head);
        Assert.Equal(device, network.Device);
        bool single = architecture == "mlp";
        TokenRows pool = TokenRows.From([[0, 3, 4, 5, 1], [0, 5, 4, 1], [0, 4, 1]]);
        (TargetRows Rows, bool[] Scored)[] forms = single
            ? [(new TargetRows([0, 9], [0, 9], TokenRows.From([[3], [4]])), [true, true])]
            :
            [
                (new TargetRows([1, 6], [1, 6], TokenRows.From([[4, 5, 1], [3, 1]])), [true, true, true, true, false]),
                (new TargetRows([0, 5], [2, 6], TokenRows.From([[5, 1], [4, 1]])), [true, true, true, true]),
            ];
        if (single)
            pool = pool with { Features = [.. Enumerable.Range(0, pool.Count * Features).Select(i => MathF.Sin(i))] };
        foreach (Site site in network.Sites)
        {
            using RunnableActivity activity = network.Record(pool, site);
            foreach ((TargetRows rows, bool[] scored) in forms)
                foreach (double number in Step(activity, rows, scored, design, device))
                    yield return number;
        }
    }

    private static double[] Step(RunnableActivity activity, TargetRows rows, bool[] scored, AlignmentDesign design, Device device)
    {
        using var scope = NewDisposeScope();
        using var targets = new ScoredTargets(activity.Prepare(rows), scored);
        int width = activity.Width;
        Tensor natural = activity.Latents(rows.EntryPositions());
        Assert.Equal(device, Device.Of(natural));
        Tensor? start = AlignmentFactory.HasOrthogonalBase(design) ? OrthogonalBase.Random(width, seed: 1) : null;
        using AlignmentFunction alignment = AlignmentFactory.Create(design, width, width, start, natural, seed: 1);
        using var mask = new LearnedMask(2, [width], new(), device);
        Tensor[] learned = [.. alignment.Parameters.Values, .. mask.Parameters.Values];
        Assert.All(learned.Concat(alignment.Constants.Values), one => Assert.Equal(device, Device.Of(one)));

        Tensor kept = mask.Rows(3).sum([0]), hard = mask.HardRows();
        double[] shares = [.. targets.Labels.Select((_, i) => 0.1 * (1 + i))];
        ScoredRun run = targets.Run((latents, _) => alignment.Invert(alignment.Align(latents) * kept), shares);
        run.Surrogate!.backward();
        using var adam = new Adam(learned);
        adam.Update(1, 1e-3, [.. learned.Select(one => one.grad)]);
        return [.. run.Losses, .. learned.Select(one => one.detach().to_type(ScalarType.Float64).abs().sum().item<double>()),
            hard.sum().item<float>()];
    }

    private static Network Open(Device device, string name, string? head)
    {
        TrainableConfig config = FreshConfig.Of(
            name, width: 8, layers: 2, headWidth: head == "mlp-gelu" ? 5 : 0, name == "mlp" ? Features : 0, ["B", "E", "P", "a", "b", "c"],
            "multi-object");
        if (config is RecurrentConfig recurrent)
            config = recurrent with { Head = head };
        return config.Open(config.Random(seed: 2).ToDictionary(pair => pair.Key, pair => device.Copy(pair.Value)));
    }
}
