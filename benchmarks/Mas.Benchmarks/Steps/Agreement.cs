using Mas.Oracles.Interchange;

namespace Mas.Benchmarks.Steps;

/// <summary>A comparison of times is worth something only if all compute the same: losses of the tests' oracle, of the plain step and of
/// the engine, and the gradients of the last two.</summary>
internal static class Agreement
{
    private const int Trials = 6; // per direction: the oracle runs them one by one
    private const double Tolerance = 1e-3;

    /// <summary>Throws where they differ.</summary>
    public static void Require(StoredNetworks pair)
    {
        using var scope = NewDisposeScope();
        int[][] batch = [.. pair.Training.Routes.Select(_ => Enumerable.Range(0, Trials).ToArray())];
        LearnedMaps maps = pair.Start();
        OrthogonalAlignment[] alignments = [.. maps.Alignments.Cast<OrthogonalAlignment>()];
        using var plain = new PlainStep(pair, maps, seed: 1);
        double[] oracle = OracleLosses(pair, alignments, batch), plainLosses = plain.Backward(batch);
        Tensor[] plainGradients = [.. alignments.Select(TakeGradient)];
        double[] engine = EngineBackward(pair, maps, batch);
        double losses = Enumerable.Range(0, batch.Length).Max(route =>
            Math.Max(Distance(plainLosses[route], oracle[route]), Distance(engine[route], oracle[route])));
        double gradients = Enumerable.Range(0, alignments.Length).Max(k => Distance(TakeGradient(alignments[k]), plainGradients[k]));
        Console.WriteLine($"agreement on {batch.Length} × {Trials} interventions: losses of oracle, plain step and engine to {losses:e1}, "
            + $"gradients of plain step and engine to {gradients:e1} (relative)");
        if (!(losses < Tolerance && gradients < Tolerance))
            throw new InvalidOperationException("The programs do not compute the same; their times cannot be compared.");
    }

    private static double[] OracleLosses(StoredNetworks pair, OrthogonalAlignment[] alignments, int[][] batch)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        InterchangeData data = pair.Training;
        var oracle = new InterchangeOracle(pair.Weights, data.Pools, data.Routes, data.Interventions, [pair.Size]);
        Tensor[] matrices = [.. alignments.Select(alignment => alignment.Matrix())];
        return [.. batch.Select((chosen, route) => (double)oracle.Run(route, chosen, matrices).Loss.item<float>())];
    }

    private static double[] EngineBackward(StoredNetworks pair, LearnedMaps maps, int[][] batch)
    {
        StepMaps step = maps.At(0);
        var weights = new LossWeights([.. Enumerable.Repeat(1.0 / batch.Length, batch.Length)]);
        (RouteOutcome[] outcomes, StepGradients gradients) = new InterchangeEngine(pair.Training, 1).Step(step, batch, weights);
        using (gradients)
            maps.Backward(step, gradients);
        return [.. outcomes.Select(outcome => outcome.MeanLoss)];
    }

    private static Tensor TakeGradient(OrthogonalAlignment alignment)
    {
        Tensor gradient = alignment.Parameter.grad!.clone();
        alignment.Parameter.grad = null;
        return gradient;
    }

    private static double Distance(double value, double wanted) => Math.Abs(value - wanted) / Math.Max(Math.Abs(wanted), 1e-2);

    private static double Distance(Tensor value, Tensor wanted) =>
        (value - wanted).abs().max().item<float>() / wanted.abs().max().item<float>();
}
