using System.Text.Json;
using Mas.Alignments;
using Mas.Interchange;
using Mas.Kernels;
using Mas.Masks;
using Mas.Networks.Recurrent;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training;

/// <summary>Five steps of MAS on the stored pair, full batch, against an independent program, without and with the CL loss.</summary>
public class TrainingStepGoldenTests
{
    private static readonly string[] s_names = ["gru-a", "gru-b"];

    [Theory]
    [InlineData("behaviour", 1)]
    [InlineData("behaviour", 2)]
    [InlineData("behaviour-and-cl", 2)]
    public void Losses_accuracies_gradients_and_five_Adam_steps_are_reproduced(string run, int threads)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("interchange", "training-step.safetensors");
        JsonElement root = Golden.Json("interchange", "training-step.json");
        RecurrentNetwork[] networks = [.. s_names.Select(name => Golden.Recurrent(name))];
        bool latents = run == "behaviour-and-cl";
        InterchangeData data = Read(file, root, networks, latents);
        var engine = new InterchangeEngine(data, threads);
        MatrixExponentialAlignment[] alignments = [.. s_names.Select(name =>
            new MatrixExponentialAlignment(file.ReadFloating(name + ".base"), file.ReadFloating(name + ".original")))];
        using var learned = new LearnedMaps(alignments, new FixedMask([32], [128, 128]));
        using Adam adam = learned.Optimiser();
        int[][] everything = [.. data.Interventions.Select(list => Enumerable.Range(0, list.Count).ToArray())];

        JsonElement[] steps = [.. root.GetProperty(run).GetProperty("steps").EnumerateArray()];
        Assert.Equal(5, steps.Length);
        for (int step = 0; step < steps.Length; step++)
        {
            var maps = new StepMaps([.. alignments.Select(alignment => new LinearMap(alignment.Factor().narrow(1, 0, 32)))]);
            (RouteOutcome[] outcomes, StepGradients gradients) = engine.Step(maps, everything,
                new LossWeights([0.25, 0.25, 0.25, 0.25], latents ? [0.85 / 4, 0.85 / 4, 0.85 / 4, 0.85 / 4] : new double[4]));
            CheckOutcomes(steps[step], outcomes);
            learned.Backward(maps, gradients);
            for (int k = 0; k < 2 && step == 0; k++)
            {
                Golden.CloseToLargest(gradients.Maps[k][0]!, file.Double($"{run}.{s_names[k]}.factor_gradient"), 1e-4);
                Golden.CloseToLargest(alignments[k].Parameter.grad!, file.Double($"{run}.{s_names[k]}.gradient"), 1e-4);
            }
            adam.Update(step + 1, root.GetProperty("learning_rate").GetDouble(),
                [.. alignments.Select(alignment => alignment.Parameter.grad)]);
            foreach (MatrixExponentialAlignment alignment in alignments)
                alignment.Parameter.grad = null;
        }
        for (int k = 0; k < 2; k++)
            Golden.Close(alignments[k].Parameter, file.Double($"{run}.{s_names[k]}.original_after_5"), 1e-5);
    }

    private static void CheckOutcomes(JsonElement step, RouteOutcome[] outcomes)
    {
        JsonElement[] directions = [.. step.GetProperty("directions").EnumerateArray()];
        Assert.Equal(4, directions.Length);
        for (int route = 0; route < 4; route++)
        {
            Assert.Equal(directions[route].GetProperty("behaviour_loss").GetDouble(), outcomes[route].MeanLoss, 5e-5);
            if (outcomes[route].ClCount > 0)
                Assert.Equal(directions[route].GetProperty("cl_loss").GetDouble(), outcomes[route].MeanClLoss, 1e-5);
            Assert.Equal(directions[route].GetProperty("trial_iia").GetDouble(), outcomes[route].TrialIia, 1e-12);
            Assert.Equal(directions[route].GetProperty("token_iia").GetDouble(), outcomes[route].TokenIia, 1e-12);
        }
        Assert.Equal(step.GetProperty("total_loss").GetDouble(), outcomes.Average(outcome =>
            outcome.MeanLoss + (outcome.ClCount > 0 ? 0.85 * outcome.MeanClLoss : 0)), 1e-5 * step.GetProperty("total_loss").GetDouble());
    }

    // Each direction has its own sequences; the pool of a network is all of them, sources first, one direction behind the other.
    private static InterchangeData Read(SafetensorsFile file, JsonElement root, RecurrentNetwork[] networks, bool latents)
    {
        var pools = new List<int[]>[] { [], [] };
        var routes = new List<Route>();
        var interventions = new List<IReadOnlyList<Intervention>>();
        var counterfactuals = new List<Tensor>[] { [], [] };
        foreach (JsonElement direction in root.GetProperty("directions").EnumerateArray())
        {
            int source = Array.IndexOf(s_names, direction.GetProperty("source").GetString());
            int target = Array.IndexOf(s_names, direction.GetProperty("target").GetString());
            string prefix = direction.GetProperty("prefix").GetString()!;
            int[][] sourceRows = Rows(file, prefix + "source_ids"), targetRows = Rows(file, prefix + "target_ids");
            int[] sourcePositions = file.Int32s(prefix + "source_position"), targetPositions = file.Int32s(prefix + "target_position");
            bool[] scored = file.ReadBools(prefix + "scored");
            int time = (int)file[prefix + "scored"].Shape[1];
            int firstSource = pools[source].Count;
            pools[source].AddRange(sourceRows);
            int firstTarget = pools[target].Count;
            pools[target].AddRange(targetRows);
            routes.Add(new Route(source, target, CounterfactualLatent: latents));
            bool[] has = file.ReadBools(prefix + "has_counterfactual_latent");
            int firstLatent = counterfactuals[target].Count * has.Length;
            counterfactuals[target].Add(file.ReadFloating(prefix + "counterfactual_latents"));
            interventions.Add([.. Enumerable.Range(0, sourceRows.Length).Select(row => new Intervention(
                [new Donor(0, firstSource + row, sourcePositions[row])], firstTarget + row, targetPositions[row], targetPositions[row],
                targetRows[row][(targetPositions[row] + 1)..],
                scored[(row * time + targetPositions[row])..(row * time + targetRows[row].Length - 1)])
                { CounterfactualLatents = [has[row] ? firstLatent + row : -1],
                })]);
        }
        TokenRows[] rows = [.. pools.Select(pool => TokenRows.From(pool))];
        return new InterchangeData([.. networks.Select((network, k) => network.Record(rows[k], network.State))], rows, routes,
            interventions)
        {
            CounterfactualLatents = [.. counterfactuals.Select(
                parts => (Func<int[], Tensor>)(indices => cat(parts, 0).index_select(0, Device.Cpu.Indices(indices))))],
        };
    }

    private static int[][] Rows(SafetensorsFile file, string name)
    {
        int[] ids = file.Int32s(name);
        int time = (int)file[name].Shape[1];
        return [.. Enumerable.Range(0, ids.Length / time)
            .Select(row => ids[(row * time)..((row + 1) * time)].TakeWhile(id => id != 0).ToArray())];
    }
}
