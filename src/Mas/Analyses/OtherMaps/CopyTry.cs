using Mas.Comparison;
using Mas.Experiments;
using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Analyses.OtherMaps;

/// <summary>The positive control of a difference: a network and a copy of it whose latents are rotated, aligned at the same
/// budget.</summary>
internal sealed class CopyTry(AnalysisContext context, AlignmentCase own, int network)
{
    private const string Ending = "-rotated";

    public TriedMap Run()
    {
        OpenedNetwork original = context.Data.Networks[network];
        var recoding = new Recoding(null, 1);
        using var recoded = new RecodedNetwork(original.Opened with { IsBorrowed = true }, recoding);
        OpenedNetwork copy = original with
        {
            Options = original.Options with { Name = original.Name + Ending },
            Opened = new OpenedSource(recoded, CopiedNetwork.FileKey, recoding.Hash(original.Hash)) { IsBorrowed = true },
        };
        Experiment changed = TriedExperiment.Of(context.Experiment, OfOne) with { Networks = [original.Options, copy.Options] };
        using var data = new RunData(changed, [original, copy], context.Run.Options.Threads);
        var variant = new AlignmentCase(Methods.Mas(2), own.Sizes, Pair: new NamedDirection(original.Name, copy.Name));
        CaseResult result = context.Training.Run($"other-maps-{OtherMap.Copy}", changed, [variant], data)[0];
        return new TriedMap(
            [.. result.Tested().Select(tested => tested.Result).Where(one => one is { IsWithin: false, Chosen: not null })
                .Select(one => new OtherMapResult(
                    OtherMap.Copy, original.Name, one.Source, one.Target, one.Variable, one.Size, one.Chosen!, []))], []);
    }

    // Its variables alone, as they are for this network.
    private AlignmentOptions OfOne(AlignmentOptions alignment) => alignment with
    {
        Methods = [AlignmentMethod.Mas],
        Variables = [.. alignment.Variables.Select(variable =>
            new ExchangedVariable([variable.Names[network], variable.Names[network]]))],
        Directions = null,
        HeldOut = [],
    };
}
