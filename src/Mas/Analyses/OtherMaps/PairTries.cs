using Mas.Alignments;
using Mas.Analyses.Scrambled;
using Mas.Analyses.Untrained;
using Mas.Comparison;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Results.Records;
using Mas.Results.Verdicts;

namespace Mas.Analyses.OtherMaps;

/// <summary>The further tries between two networks.</summary>
/// <param name="own">The run's alignment at its largest size.</param>
/// <param name="directions">What that has given.</param>
internal sealed class PairTries(
    AnalysisContext context, CaseResult own, IReadOnlyList<DirectionResult> directions, int first, int second)
{
    private readonly string[] _names = [context.Data.Networks[first].Name, context.Data.Networks[second].Name];
    private readonly double _same = context.Experiment.Verdict.Same, _different = context.Experiment.Verdict.Different;

    /// <summary>Nothing where every direction between the two reaches whatever the source's null part is, or none can be judged.</summary>
    public IEnumerable<TriedMap> Run()
    {
        DirectionResult[] all = [.. directions.Where(IsOfPair).Where(one => one is { Trained: true, Chosen: not null })];
        DirectionResult[] between = [.. all.Where(one => !one.IsWithin)];
        if (between.Length == 0)
            return [];
        if (between.All(one => one.Chosen!.Low >= _same))
            return WithoutNullTry.IsNeeded(all, _same) ? [new WithoutNullTry(context, Case(own.Data.Case.Sizes)).Run()] : [];
        List<TriedMap> found = [.. Tries(between)];
        if (between.All(one => one.Chosen!.High < _different)
            && found.SelectMany(one => one.Results).All(one => one.Bounds.High < _different))
            found.AddRange(new[] { first, second }.Select(network => new CopyTry(context, own.Data.Case, network).Run()));
        return found;
    }

    private IEnumerable<TriedMap> Tries(DirectionResult[] between)
    {
        AlignmentStart other = context.Experiment.Alignment.Start == AlignmentStart.Random ? AlignmentStart.Aligned : AlignmentStart.Random;
        yield return Try(OtherMap.Start, own.Data.Case.Sizes, alignment => alignment with { Start = other });
        int narrowest = own.Data.Setup.Widths.Min();
        ValueList<int> full = own.Data.Case.Sizes.Count == 1 ? [narrowest] : own.Data.Case.Sizes;
        // At full width already, the alignment itself has tried it.
        yield return full == own.Data.Case.Sizes
            ? new TriedMap([.. between.Select(one => Result(OtherMap.Width, one))], [])
            : Try(OtherMap.Width, full, alignment => alignment);
        yield return Try(OtherMap.Linear, own.Data.Case.Sizes, alignment => alignment with
        {
            Design = alignment.Design with { Family = AlignmentFamily.Linear, Parametrisation = Parametrisation.Auto },
        });
    }

    private TriedMap Try(string kind, ValueList<int> sizes, Func<AlignmentOptions, AlignmentOptions> change)
    {
        Experiment changed = TriedExperiment.Of(context.Experiment, change);
        CaseResult result = context.Training.Run($"other-maps-{kind}", changed, [Case(sizes)])[0];
        if (kind == OtherMap.Linear && Between(result).All(one => one.Chosen?.Low >= _same))
            result = WithControls(changed, result);
        return new TriedMap(
            [.. Between(result).Where(one => one.Chosen is not null).Select(one => Result(kind, one))],
            [.. context.TrialRows(result, Metrics.Via(Metrics.OtherMap, kind))]);
    }

    private AlignmentCase Case(ValueList<int> sizes) => new(
        own.Data.Case.Method with { Behaviour = [.. own.Data.Case.Method.Behaviour.Where(IsOfPair)] }, sizes,
        Pair: new NamedDirection(_names[0], _names[1]));

    // A map that is not orthogonal can be made to fit almost anything: what reaches is set beside what any activity allows.
    private CaseResult WithControls(Experiment changed, CaseResult linear)
    {
        using var inner = new AnalysisContext(context.Run with { Experiment = changed }, [linear], context.Evidence, context.Shared);
        foreach (AnalysisDescription control in new[] { UntrainedSourceControl.Description, ScrambledControl.Description })
            linear = control.Run(inner).Control is { } added ? linear.With(added.Name, added.Outcomes[0]) : linear;
        return linear;
    }

    private IEnumerable<DirectionResult> Between(CaseResult result) => result.Tested().Select(tested => tested.Result)
        .Where(one => !one.IsWithin && IsOfPair(one));

    private static OtherMapResult Result(string kind, DirectionResult direction) => new(
        kind, null, direction.Source, direction.Target, direction.Variable, direction.Size, direction.Chosen!,
        [.. JudgedPair.ReachedBy(direction)])
    {
        HighestNull = direction.Controls.Where(control => ControlKind.IsNull(control.Name)).Max(control => control.Chosen?.Corrected),
    };

    private bool IsOfPair(DirectionResult direction) => direction.Variable != Verdict.Extraneous
        && _names.Contains(direction.Source) && _names.Contains(direction.Target);

    private bool IsOfPair(Direction direction) =>
        (direction.Source == first || direction.Source == second) && (direction.Target == first || direction.Target == second);
}
