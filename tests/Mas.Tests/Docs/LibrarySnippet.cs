using Mas.Alignments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Tasks;
using Mas.Tensors;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Docs;

/// <summary>The snippet of docs/library.md, compiled and run; <see cref="DocumentationTests"/> holds the page to it.</summary>
public class LibrarySnippet
{
    [Fact]
    public void The_snippet_of_the_library_page_aligns_the_stored_pair()
    {
        using var scope = NewDisposeScope();
        var printed = new List<string>();
        Align(Golden.Path("networks", "gru-a"), Golden.Path("networks", "gru-b"), _ => { }, printed.Add);
        Assert.Equal(4, printed.Count);
        Assert.All(printed, line => Assert.Matches(@"^[01] → [01]: (9[5-9]|100)", line));
    }

    private static void Align(string folderA, string folderB, Action<int> report, Action<string> print)
    {
        // snippet
        NativeTorch.Load();
        SequenceTask task = KnownTasks.Named("multi-object")!;
        Network[] networks = [NetworkFolder.Load(folderA, task.Vocabulary), NetworkFolder.Load(folderB, task.Vocabulary)];

        // Natural activity, recorded once; interventions are indices into it.
        RecordedPool[] Record(string split, int sequences) =>
            [.. networks.Select(network => new RecordedPool(network, network.FindSite("state")!, new SequencePool(task, dataSeed: 1, split, sequences)))];

        var mask = new FixedMask([32], [.. networks.Select(network => network.FindSite("state")!.Width)]);
        Route[] routes = [.. Methods.Mas(networks.Length).Trained.Select(direction => new Route(direction.Source, direction.Target))];
        VariableExchange full = VariableExchange.Between(task, task, "full", "full");

        InterchangeEngine Engine(RecordedPool[] pools, string split, int count) => new(
            new InterchangeData(
                [.. pools.Select(pool => pool.Activity)], [.. pools.Select(pool => pool.Rows)], routes,
                [.. routes.Select(route => new InterventionSampler(
                    new InterventionKey(1, split, route.Source, route.Target, [full]),
                    pools[route.Source].Sequences, pools[route.Source].Right,
                    pools[route.Target].Sequences, pools[route.Target].Right).Make(0, count))]),
            threads: 2);

        RecordedPool[] training = Record("train", 512);
        InterchangeEngine train = Engine(training, "train", 1000);
        InterchangeEngine validation = Engine(Record("validation", 512), "validation", 200);
        InterchangeEngine test = Engine(Record("test", 512), "test", 200);

        AlignmentFunction[] alignments = [.. OrthogonalBase.Aligned([.. training.Select(pool => pool.EligibleLatents(512))])
            .Select(start => new CayleyAlignment(start.to_type(ScalarType.Float32), zeros(start.size(0), 32)))];
        double[] floors = [.. validation.Evaluate(null).Select(outcome => outcome.TrialIia)];
        using var trainer = new AlignmentTrainer(new LearnedMaps(alignments, mask), train, validation, floors, new TrainingOptions { Steps = 100 }, seed: 1);
        foreach (TrainingProgress progress in trainer.Run())
            report(progress.Step);

        using LearnedMaps best = trainer.TakeBest();
        RouteOutcome[] outcomes = test.Evaluate(best.Hard());
        for (int r = 0; r < routes.Length; r++)
            print($"{routes[r].Source} → {routes[r].Target}: {outcomes[r].TrialIia:p1}");
        // end of snippet
    }
}
