using System.Diagnostics;
using System.Runtime.Intrinsics;
using Mas.Interchange;
using Mas.Kernels;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using Mas.Tests.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>The GRU whose forward and backward pass are written out, against its slow twin, automatic differentiation in float64.</summary>
public class WrittenOutGruTests
{
    private const int Words = 7;
    private const string Without = "MAS_TEST_WITHOUT_VECTORS_OF";

    // Widths that fill whole vectors, parts of one, and several with a rest.
    [Theory]
    [InlineData(16, 32, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(37, 50, 3)]
    [InlineData(128, 512, 4)]
    public void Losses_predictions_and_gradients_of_the_written_out_GRU_are_those_of_automatic_differentiation(
        int width, int headWidth, ulong seed)
    {
        using var scope = NewDisposeScope();
        using RecurrentWeights weights = RandomRecurrent.Gru(Words, width, headWidth, seed);
        using var network = new RecurrentNetwork(weights.To(ScalarType.Float32));
        using var exact = new RecurrentNetwork(weights.To(ScalarType.Float64));
        (TokenRows pool, TargetRows rows, bool[] scored) = Targets(seed);
        using RunnableActivity recording = network.Record(pool, network.State), exactRecording = exact.Record(pool, exact.State);
        using ScoredTargets targets = new(recording.Prepare(rows), scored), exactTargets = new(exactRecording.Prepare(rows), scored);
        double[] shares = [.. Enumerable.Range(0, targets.Labels.Length).Select(i => 0.01 * (1 + i % 3))];

        MixedReplacement wanted = RandomRecurrent.Replacement(width, rows);
        MixedReplacement fast = Single(wanted), slow = Single(wanted);
        ScoredRun run = targets.Run(fast.Replace, shares), oracle = exactTargets.Run(wanted.Replace, shares);
        Assert.Equal(oracle.Predicted, run.Predicted);
        Assert.All(oracle.Losses.Zip(run.Losses), pair => Assert.Equal(pair.First, pair.Second, 2e-6));
        run.Surrogate!.backward();
        oracle.Surrogate!.backward();
        Golden.CloseToLargest(fast.Matrix.grad!, wanted.Matrix.grad!, 1e-5);
        Golden.CloseToLargest(fast.Added.grad!, wanted.Added.grad!, 1e-5);

        // Forward only, and twice from one preparation, it gives the same numbers.
        ScoredRun forward = targets.Run(slow.Replace, null);
        Assert.Null(forward.Surrogate);
        Assert.Equal(run.Losses, forward.Losses);
        Assert.Equal(run.Predicted, forward.Predicted);
    }

    [Fact]
    public void Gelu_and_its_derivative_are_exact_to_the_last_places_of_a_float()
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        float[] points = [.. Enumerable.Range(-12_000, 24_001).Select(i => i / 1000f)];
        float[] values = [.. points], slopes = new float[points.Length], bias = new float[points.Length];
        GeluKernels.Forward(values, bias, slopes);
        Tensor x = tensor(Array.ConvertAll(points, point => (double)point)).requires_grad_(true), gelu = nn.functional.gelu(x);
        gelu.sum().backward();
        double[] wanted = gelu.detach().data<double>().ToArray(), slope = x.grad!.data<double>().ToArray();
        for (int i = 0; i < points.Length; i++)
        {
            Assert.Equal(wanted[i], values[i], 3e-7 * Math.Max(1, Math.Abs(points[i])));
            Assert.Equal(slope[i], slopes[i], 5e-7);
        }
    }

    [Fact]
    public void The_exponential_function_is_exact_to_the_last_places_of_a_float()
    {
        var found = new float[Vector512<float>.Count];
        for (float x = -87; x < 87; x += 0.001f * found.Length)
        {
            float from = x;
            float[] points = [.. Enumerable.Range(0, found.Length).Select(i => from + 0.001f * i)];
            ExpKernel.Of(Vector512.Create(points)).CopyTo(found);
            Assert.All(points.Zip(found), pair => Assert.Equal(1, pair.Second / Math.Exp(Math.Min(pair.First, 87)), 2.4e-7));
        }
        ExpKernel.Of(Vector512.Create(
            [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0f, -1e30f, 1e30f, -88, 88, 0, 0, 0, 0, 0, 0, 0, 0])).CopyTo(found);
        Assert.True(float.IsNaN(found[0]));
        Assert.Equal(1, found[3]);
        Assert.All((float[])[found[1], found[5], found[7]], value => Assert.InRange(value, 6e37f, float.MaxValue));
        Assert.All((float[])[found[2], found[4], found[6]], value => Assert.InRange(value, 0, 2e-38f));
    }

    [Fact]
    public void A_pass_of_the_written_out_GRU_leaves_no_tensor_behind()
    {
        using RecurrentWeights weights = RandomRecurrent.Gru(Words, 20, 24, 9);
        using var network = new RecurrentNetwork(weights.To(ScalarType.Float32));
        (TokenRows pool, TargetRows rows, bool[] scored) = Targets(9);
        using RunnableActivity recording = network.Record(pool, network.State);
        void Run()
        {
            using var targets = new ScoredTargets(recording.Prepare(rows), scored);
            using Tensor? surrogate = targets.Run((latents, _) => latents.alias(), new double[targets.Labels.Length]).Surrogate;
        }
        Run();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Run();
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Processors without the longest vectors, or with none, take shorter ones or single numbers: the same tests hold
    /// there.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "512")]
    [InlineData("DOTNET_EnableAVX2", "256")]
    [InlineData("DOTNET_EnableHWIntrinsic", "128")]
    public void Kernels_are_exact_without_the_longest_vectors_of_this_processor_too(string disabled, string bits)
    {
        if (Environment.GetEnvironmentVariable(Without) is string without)
        {
            Assert.False(without switch
            {
                "512" => Vector512.IsHardwareAccelerated,
                "256" => Vector256.IsHardwareAccelerated,
                _ => Vector128.IsHardwareAccelerated,
            });
            return;
        }
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Mas.Tests.exe"
            : "Mas.Tests"), ["-class", typeof(WrittenOutGruTests).FullName!, "-class", typeof(RightFactorTests).FullName!, "-noColor"])
        {
            RedirectStandardOutput = true,
        };
        start.Environment[Without] = bits;
        start.Environment[disabled] = "0";
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.Contains("Failed: 0", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Total: 0", output, StringComparison.Ordinal);
    }

    private static MixedReplacement Single(MixedReplacement of)
    {
        Tensor Copy(Tensor tensor) => tensor.detach().to_type(ScalarType.Float32).requires_grad_(true);
        return new MixedReplacement(Copy(of.Matrix), Copy(of.Added));
    }

    private static (TokenRows Pool, TargetRows Rows, bool[] Scored) Targets(ulong seed)
    {
        NativeTorch.Load();
        var random = new SeededRandom(seed);
        int[] Tokens(ref SeededRandom from, int count)
        {
            var tokens = new int[count];
            for (int t = 0; t < count; t++)
                tokens[t] = from.Next(Words);
            return tokens;
        }
        int[][] sequences = new int[9][], continuations = new int[150][];
        for (int i = 0; i < sequences.Length; i++)
            sequences[i] = Tokens(ref random, 3 + random.Next(7));
        var pool = TokenRows.From(sequences);
        var places = new int[continuations.Length];
        for (int i = 0; i < continuations.Length; i++)
        {
            places[i] = random.Next(pool.Tokens.Length);
            continuations[i] = Tokens(ref random, 1 + random.Next(5));
        }
        var rows = TokenRows.From(continuations);
        return (pool, new TargetRows(places, places, rows), [.. rows.Tokens.Select((_, i) => i % 4 != 1)]);
    }
}
