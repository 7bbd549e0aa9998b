using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;
using Mas.Networks.Recurrent;
using Mas.Results.Records;
using Mas.Results.Statistics;
using Mas.Tensors;
using Mas.Tests.Interchange;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Evaluation;

/// <summary>The whole latent exchanged within one network.</summary>
public sealed class FullExchangeTests
{
    private const int Count = 200;

    // Within a network and at full width A⁻¹(A(h)) is h, whatever the matrix.
    [Fact]
    public void It_is_what_every_orthogonal_matrix_of_full_width_does_and_a_state_is_complete()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        using RecordedPool pool = Pool(study, study.Networks[0].State);
        Intervention[] interventions = Drawn(pool);
        FullExchange found = FullExchange.Of(pool, interventions, threads: 2);
        Tensor rotation = linalg.qr(GaussianTensor.Of(1, 2, pool.Activity.Width, pool.Activity.Width)).Q.to_type(ScalarType.Float32);
        var data = new InterchangeData([pool.Activity], [pool.Rows], [new Route(0, 0)], [interventions]);
        RouteOutcome rotated = new InterchangeEngine(data, 1).Evaluate(new StepMaps([new LinearMap(rotation)]))[0];
        Assert.Equal(rotated.TrialsRight, found.Outcome.TrialsRight);
        Assert.InRange(found.Outcome.TrialIia, 0.99, 1);
        Assert.Equal(new InterchangeEngine(data, 1).Evaluate(null)[0].TrialsRight, found.Floor.TrialsRight);
        OneSidedBounds bounds = found.Bounds(seed: 1)!;
        Assert.InRange(bounds.Low, 0.9, bounds.Value);
    }

    // One embedding in the place of another is one token in the place of another: run as natural sequences.
    [Fact]
    public void At_the_embedding_it_is_the_target_with_the_sources_token()
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus("networks/gru-a");
        RecurrentNetwork network = study.Networks[0];
        using RecordedPool pool = Pool(study, network.Embedding);
        Intervention[] interventions = Drawn(pool);
        int[][] sequences = [.. interventions.Select(one => (int[])
        [
            .. pool.Sequences.Tokens(one.TargetSequence)[..one.TargetPosition],
            pool.Sequences.Tokens(one.Donors[0].Sequence)[one.Donors[0].Position], .. one.Continuation,
        ])];
        TokenRows rows = TokenRows.From(sequences);
        using RunnableActivity replaced = network.Record(rows, network.State);
        long[] said = replaced.Logits([.. Enumerable.Range(0, rows.Tokens.Length)]).argmax(1).data<long>().ToArray();
        bool[] wanted = [.. interventions.Select((one, i) => Enumerable.Range(0, one.Continuation.Length)
            .All(s => !one.Scored[s] || said[rows.Offsets[i] + one.TargetPosition + s] == one.Continuation[s]))];
        bool[] found = FullExchange.Of(pool, interventions, threads: 1).Outcome.TrialsRight;
        Assert.Equal(wanted, found);
        Assert.InRange(found.Count(right => right), 1, Count / 2);
    }

    private static RecordedPool Pool(RealGrus study, Site site) => new(study.Networks[0], site, study.Pool(Metrics.Test));

    private static Intervention[] Drawn(RecordedPool pool)
    {
        var key = new InterventionKey(1, Metrics.Test, 0, 0, [FullExchange.Exchanged(pool.Sequences.Task)]);
        return new InterventionSampler(key, pool.Sequences, pool.Usable, pool.Sequences, pool.Usable).Make(0, Count);
    }
}
