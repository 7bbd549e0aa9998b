using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Training;

namespace Mas.Analyses.SmallestSubspace;

/// <summary>What one curve of trial IIA against size is about: a method, and for DAS the one network.</summary>
/// <param name="Name">Word of the experiment file.</param>
/// <param name="Alone">The one network that it is about (DAS); null for all.</param>
/// <param name="Cases">The alignments at a size; of stitching one for each ordered pair of networks.</param>
internal sealed record SubspaceMethod(string Name, string? Alone, Func<int, IReadOnlyList<AlignmentCase>> Cases)
{
    /// <summary>DAS for each network, and where there are several, MAS over all directions that can be exchanged and stitching between any two.</summary>
    public static IReadOnlyList<SubspaceMethod> Of(Experiment experiment, RunData data)
    {
        string[] names = StitchedPairs.Names(data);
        Method all = Methods.Mas(names.Length), each = Methods.Das(names.Length);
        ValueList<Direction> directions = [.. all.Behaviour.Where(direction => StitchedPairs.CanExchange(experiment, data, direction))];
        IReadOnlyList<Direction> between = StitchedPairs.Of(experiment, data);
        IEnumerable<SubspaceMethod> das = each.Behaviour.Select(direction => new SubspaceMethod(each.Name, names[direction.Source], size =>
            [new AlignmentCase(each with { Behaviour = [direction] }, [size], names.Length > 1 ? names[direction.Source] : null)]));
        if (between.Count == 0)
            return [.. das];
        var mas = new SubspaceMethod(all.Name, null, size => [new AlignmentCase(all with { Behaviour = directions }, [size])]);
        var stitching = new SubspaceMethod(Methods.Stitching.Name, null, size => [.. between.Select(direction => AlignmentCase.OfPair(Methods.Stitching, [size], names, direction))]);
        return [mas, .. das, stitching];
    }
}
