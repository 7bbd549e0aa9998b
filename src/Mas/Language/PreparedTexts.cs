using Mas.Alignments;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Masks;
using Mas.Results.Records;
using Mas.Training;

namespace Mas.Language;

/// <summary>One method and size at one site: what is trained and what is tested.</summary>
internal sealed class PreparedTexts
{
    private readonly Experiment _experiment;

    /// <param name="scoredInTraining">Positions of a pair that are scored in training; all of them in validation and test.</param>
    public PreparedTexts(Experiment experiment, AlignmentCase variant, TextSite site, int scoredInTraining)
    {
        (_experiment, Case, Site) = (experiment, variant, site);
        AlignmentOptions options = experiment.Alignment;
        Trained = [.. variant.Method.Behaviour];
        Tested = [.. variant.Tests(experiment)];
        using SwapMask mask = NewMask();
        (ReplacesAll, Columns) = (mask.ReplacesAll, Widths.Max(mask.Columns));
        Training = site.Data(
            Trained, [.. Trained.Select(one => TrainingPairs(one, scoredInTraining))], ReplacesAll);
        Validation = site.Data(Trained, [.. Trained.Select(one => Kept(Metrics.Validation, one, options.Validation))], ReplacesAll);
        Floors = [.. Trained.Zip(Validation.Interventions,
            (one, pairs) => TextOutcome.Unchanged(site.Pools[one.Target], pairs).Mean)];
        Test = [.. Tested.Select(one => Kept(Metrics.Test, one, options.Test))];
        Later = [.. Tested.Select(one => site.Later(Metrics.Test, one, options.Test))];
    }

    public AlignmentCase Case { get; }

    public TextSite Site { get; }

    /// <summary>Directions that carry the loss.</summary>
    public IReadOnlyList<Direction> Trained { get; }

    public IReadOnlyList<Direction> Tested { get; }

    /// <summary>The most coordinates that a model reads or writes.</summary>
    public int Columns { get; }

    /// <summary>Whether the mask drops the target's other coordinates.</summary>
    public bool ReplacesAll { get; }

    public InterchangeData Training { get; }

    public InterchangeData Validation { get; }

    /// <summary>[tested directions]</summary>
    public IReadOnlyList<IReadOnlyList<Intervention>> Test { get; }

    /// <summary>[trained directions] of the unchanged target on the validation pairs; the same for all seeds.</summary>
    public IReadOnlyList<double> Floors { get; }

    /// <summary>[tested directions] pairs of the figure with later tokens.</summary>
    public IReadOnlyList<IReadOnlyList<Intervention>> Later { get; }

    private int[] Widths => [.. Site.Pools.Select(pool => pool.Activity.Width)];

    /// <summary>A mask at its start.</summary>
    public SwapMask NewMask() =>
        Case.Method.Mask.New(new MaskDesign(Case.Sizes, Widths, false, _experiment.Alignment.Learned));

    /// <summary>The maps of a seed at their start.</summary>
    public LearnedMaps Start(TextStarts starts, int seed)
    {
        SwapMask mask = NewMask();
        return new LearnedMaps([.. Widths.Select((width, k) => starts.Create(k, mask.Columns(width), seed))], mask);
    }

    /// <summary>Maps that do nothing yet, to be filled with what a seed has learned.</summary>
    public LearnedMaps Blank(Device device)
    {
        SwapMask mask = NewMask();
        return new LearnedMaps(
            [.. Widths.Select(width => AlignmentArchive.Blank(_experiment.Alignment.Design, device, width, mask.Columns(width)))], mask);
    }

    /// <summary>Random maps of the same size: a control.</summary>
    public LearnedMaps Random(TextStarts starts, int seed)
    {
        SwapMask mask = NewMask();
        AlignmentDesign design = RandomStart.Control(_experiment.Alignment.Design);
        return new LearnedMaps([.. Widths.Select((width, k) =>
            starts.CreateRandom(design, k, mask.Columns(width), RandomStart.ControlSeed(seed, k)))], mask);
    }

    // What is learned from; the checkpoint that is kept is the best in the main figure, whatever that is.
    private IReadOnlyList<Intervention> TrainingPairs(Direction one, int scored) =>
        _experiment.Alignment is { Score: ScoredPredictions.All, Train: int count } ? Site.Later(Metrics.Train, one, count)
            : Site.Pairs(Metrics.Train, one, _experiment.Alignment.Train, scored);

    private Intervention[] Kept(string split, Direction direction, int count) => [.. Site.Pairs(split, direction, count)];
}
