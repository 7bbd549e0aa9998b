using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Experiments;

/// <summary>One combination of method and size.</summary>
/// <param name="Sizes">Dimensions per variable.</param>
/// <param name="Alone">Name of the one network that it is about: DAS aligns each by itself; null for all.</param>
/// <param name="Pair">The one direction that it is about, where an analysis takes directions by themselves; null for all.</param>
internal sealed record AlignmentCase(Method Method, ValueList<int> Sizes, string? Alone = null, NamedDirection? Pair = null)
{
    /// <summary>One direction by itself.</summary>
    /// <param name="method">Its kind of map and mask, such as <see cref="Methods.Stitching"/>; its directions are left aside.</param>
    /// <param name="names">[networks]</param>
    public static AlignmentCase OfPair(Method method, ValueList<int> sizes, IReadOnlyList<string> names, Direction direction) => new(
        method with { Behaviour = [direction], CounterfactualLatent = [] }, sizes,
        Pair: new NamedDirection(names[direction.Source], names[direction.Target]));

    /// <summary>Whether it learns and tests the same as another, whatever the two are called.</summary>
    public bool IsSameAs(AlignmentCase other) => Method == other.Method && Sizes == other.Sizes;

    /// <summary>Whether only what it trains can be tested.</summary>
    public bool TestsTrainedOnly => Method.IsAffinePair || Alone is not null || Pair is not null;

    /// <summary>Directions that are tested: all that there are, unless less is asked for.</summary>
    public IEnumerable<Direction> Tests(Experiment experiment) =>
        (TestsTrainedOnly || experiment.Evaluation.Directions == TestedDirections.Trained
            ? Method.Trained : Direction.All(experiment.Networks.Count))
        .Where(direction => !experiment.Networks[direction.Target].Source.IsOnlyRead);

    /// <summary>Unique in a run; can be a file's name.</summary>
    public string Name => $"{Method.Name}-{string.Join('-', Sizes.Distinct().Count() == 1 ? Sizes.Distinct() : Sizes)}"
        + (Alone is null ? "" : "-" + Alone) + (Pair is null ? "" : $"-{Pair.Source}-into-{Pair.Target}");

    /// <summary>What its names begin with in the files of a run, which has so many cases; nothing where it is the only one.</summary>
    public string PrefixAmong(int cases) => cases > 1 ? Name + "." : "";

    /// <summary>Directions that a step trains.</summary>
    public int Trains(AlignmentOptions alignment) => Math.Min(alignment.DirectionsPerStep ?? int.MaxValue, Method.Trained.Count);

    /// <summary>All combinations of an experiment, method by method.</summary>
    /// <param name="widths">[networks] widths at their sites.</param>
    public static IReadOnlyList<AlignmentCase> Of(Experiment experiment, IReadOnlyList<int> widths)
    {
        AlignmentOptions alignment = experiment.Alignment;
        IEnumerable<AlignmentCase> cases =
            from method in alignment.Methods
            from sizes in alignment.Sizes
            from variant in Split(MethodOf(experiment, method), experiment)
            select new AlignmentCase(variant.Method, [.. sizes.Resolve(alignment.Variables.Count, widths.Min())], variant.Alone);
        // The size full may be one that is listed too.
        return [.. cases.DistinctBy(variant => variant.Name)];
    }

    // Networks that DAS aligns with themselves have nothing to do with one another: each is trained, stopped and kept by itself.
    private static IEnumerable<(Method Method, string? Alone)> Split(Method method, Experiment experiment)
    {
        (Method, string?) Alone(Direction within) => (method with { Behaviour = [within] }, experiment.Networks[within.Source].Name);
        bool isDas = method.Name == AlignmentMethod.Das.Word();
        return isDas && experiment.Networks.Count > 1 ? method.Behaviour.Select(Alone) : [(method, null)];
    }

    private static Method MethodOf(Experiment experiment, AlignmentMethod word)
    {
        AlignmentOptions alignment = experiment.Alignment;
        int networks = experiment.Networks.Count;
        HashSet<int> inaccessible = [.. Enumerable.Range(0, networks).Where(k => !experiment.Networks[k].Accessible)];
        Method method = word switch
        {
            AlignmentMethod.Das => Methods.Das(networks),
            AlignmentMethod.UnidirectionalMas => Methods.UnidirectionalMas,
            AlignmentMethod.Stitching => Methods.Stitching,
            AlignmentMethod.LinearStitching => Methods.LinearStitching,
            AlignmentMethod.LatentStitching => Methods.LatentStitching,
            AlignmentMethod.Clmas => Methods.Clmas(networks, inaccessible),
            AlignmentMethod.Custom => new Method("custom", [], [], MaskKind.Fixed),
            _ => Methods.Mas(networks),
        };
        ValueList<Direction>? Listed(ValueList<NamedDirection>? named) => Listable.Contains(word) ? Indices(experiment, named) : null;
        return WithoutHeldOut(experiment, method with
        {
            Behaviour = Listed(alignment.Directions) ?? method.Behaviour,
            CounterfactualLatent = Listed(alignment.ClDirections) ?? method.CounterfactualLatent,
            Mask = alignment.Mask ?? method.Mask,
        });
    }

    /// <summary>Methods whose directions may be listed; the others are defined by theirs.</summary>
    public static IReadOnlyList<AlignmentMethod> Listable { get; } = [AlignmentMethod.Mas, AlignmentMethod.Clmas, AlignmentMethod.Custom];

    private static Method WithoutHeldOut(Experiment experiment, Method method)
    {
        ValueList<Direction> heldOut = Indices(experiment, experiment.Alignment.HeldOut)!;
        // What is known of the old networks stays: only what the new ones have a part in is trained.
        int frozen = experiment.Alignment.FrozenNetworks;
        bool IsTrained(Direction direction) => !heldOut.Contains(direction) && (direction.Source >= frozen || direction.Target >= frozen);
        return method with
        {
            Behaviour = [.. method.Behaviour.Where(IsTrained)],
            CounterfactualLatent = [.. method.CounterfactualLatent.Where(IsTrained)],
        };
    }

    private static ValueList<Direction>? Indices(Experiment experiment, ValueList<NamedDirection>? directions)
    {
        string[] names = [.. experiment.Networks.Select(network => network.Name)];
        Direction Index(NamedDirection named) => new(Array.IndexOf(names, named.Source), Array.IndexOf(names, named.Target));
        return directions is null ? null
            : [.. directions.Select(Index).OrderBy(direction => direction.Target).ThenBy(direction => direction.Source)];
    }
}
