using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tests.Interchange;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Training;

/// <summary>Alignments whose right answer is known, by the pieces that a study runs through: aligned start, MAS, size 32.</summary>
public class PlantedCopiesTests
{
    private const int Size = 32;

    // The aligned start finds this one by itself: the best rotation of one network's states onto the other's is the permutation.
    [Fact]
    public void A_network_and_its_permuted_copy_reach_the_accuracy_they_have_on_their_own() =>
        Assert.All(Align("networks/gru-a", "planted/gru-a-permuted"), iia => Assert.Equal(1, iia));

    // This one it does not: the loudest directions of the wide network are partly those that nothing reads.
    [Fact]
    public void A_network_and_its_copy_with_units_that_nothing_reads_align_in_every_direction() =>
        Assert.All(Align("networks/gru-a", "planted/gru-a-null"), iia => Assert.InRange(iia, 0.97, 1));

    // Trial IIA of every direction on test interventions.
    private static double[] Align(params string[] names)
    {
        using var scope = NewDisposeScope();
        using var study = new RealGrus(names);
        InterchangeData train = study.Data(Metrics.Train, 1000);
        InterchangeData validation = study.Data(Metrics.Validation, 300);
        InterchangeData test = study.Data(Metrics.Test, 500);
        var options = new TrainingOptions { Steps = 60, Stop = new StopOptions { Target = 1 } };
        using var trainer = new AlignmentTrainer(
            study.Learned(Size), new InterchangeEngine(train, 2), new InterchangeEngine(validation, 2), [0, 0, 0, 0], options, seed: 1);
        foreach (TrainingProgress _ in trainer.Run())
        {
        }
        using LearnedMaps best = trainer.TakeBest();
        double[] iia = [.. new InterchangeEngine(test, 2).Evaluate(best.Hard()).Select(outcome => outcome.TrialIia)];
        return iia;
    }
}
