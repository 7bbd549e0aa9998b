using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Called;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks.Files;
using Mas.Tensors;
using Mas.Tests.Tasks;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>Networks that read a vector at each position and answer with a label, on trials whose answers are known.</summary>
public sealed class CalledVectorsTests : IDisposable
{
    private readonly TrialFolder _folder = new();
    private readonly DisposeScope _scope;
    private readonly FileTask _task;

    public CalledVectorsTests()
    {
        NativeTorch.Load();
        _scope = NewDisposeScope();
        _task = _folder.Read(Lights.Lines(300, 1));
    }

    private CalledNetwork Network(double angle) => new(
        new CalledIntegrator(angle), CalledOrder.Of(_task, ["right", "even", "left"], [], readsTokens: false, ""));

    [Fact]
    public void Latents_are_the_sums_and_every_trial_is_right()
    {
        using CalledNetwork network = Network(0.3);
        var pool = new SequencePool(_task, 1, Metrics.Test, 30);
        network.Check(pool.Rows);
        using var recorded = new RecordedPool(network, network.Sites[0], pool);
        Assert.Equal(1, recorded.Accuracy(_ => true));
        for (int q = 0; q < 30; q++)
        {
            int[] positions = [.. Enumerable.Range(pool.Rows.Offsets[q], pool.Length(q) - 1)];
            float[] leads = [.. positions.Select((_, t) => (float)pool.Values(q, t)[0].Number)];
            Tensor wanted = tensor(leads).unsqueeze(1) * tensor(new[] { (float)Math.Cos(0.3), (float)Math.Sin(0.3) });
            Golden.Close(recorded.Activity.Latents(positions), wanted, 1e-5);
        }
    }

    // The whole state goes from one network to the other by the turn that is known: every label is then that of the source's lead.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Exchanges_by_the_known_turn_lead_to_the_labels_of_the_counterfactual(bool isTurned)
    {
        using CalledNetwork one = Network(0), other = Network(Math.PI / 2);
        var pool = new SequencePool(_task, 1, Metrics.Test, 60);
        using var source = new RecordedPool(one, one.Sites[0], pool);
        using var target = new RecordedPool(other, other.Sites[0], pool);
        var key = new InterventionKey(5, Metrics.Test, 0, 1, [new VariableExchange(0, "lead", [(0, 0)])]);
        var sampler = new InterventionSampler(key, pool, source.Usable, pool, target.Usable);
        Intervention[] drawn = sampler.Make(0, 50);
        TargetRows rows = TargetBatch.RowsOf(drawn, pool.Rows.Offsets);
        using ScoredTargets prepared = new(
            target.Activity.Prepare(rows), [.. drawn.SelectMany(each => each.Scored)], [.. drawn.SelectMany(each => each.Labels!)]);
        int[] offsets = pool.Rows.Offsets;
        Tensor read = source.Activity.Latents([.. drawn.Select(each => offsets[each.Donors[0].Sequence] + each.Donors[0].Position)]);
        Tensor turned = isTurned ? stack([-read.select(1, 1), read.select(1, 0)], 1) : read;
        ScoredRun run = prepared.Run((_, entries) => turned.Rows(entries), null);
        double right = run.Predicted.Zip(prepared.Labels).Count(pair => pair.First == pair.Second) / (double)run.Predicted.Length;
        if (isTurned)
            Assert.Equal(1, right);
        else
            Assert.InRange(right, 0, 0.9);
    }

    [Fact]
    public void Vectors_of_another_width_are_refused()
    {
        using CalledNetwork network = Network(0);
        TokenRows rows = new([0, 1, 2], [0, 3]) { Stimuli = new StimulusTable(0, 3, new float[9]) };
        Assert.Equal("integrator.pt: the network takes 2 numbers at each position, and the task gives 3 numbers; use a network that was "
            + "trained on this task", Assert.Throws<InputException>(() => network.Record(rows, network.Sites[0])).Message);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }
}
