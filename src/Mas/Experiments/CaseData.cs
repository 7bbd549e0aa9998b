using Mas.Alignments;
using Mas.Evaluation;
using Mas.Interchange;
using Mas.Masks;
using Mas.Networks;
using Mas.Results;
using Mas.Training;
using static TorchSharp.torch;

namespace Mas.Experiments;

/// <summary>What all seeds of one method and size share: routes, interventions, and the test set.</summary>
internal sealed class CaseData : IDisposable
{
    private readonly Experiment _experiment;
    private readonly RunData _data;
    private readonly int[] _widths;
    private readonly CounterfactualLatents?[] _latents;

    public CaseData(Experiment experiment, AlignmentCase own, RunData data, int threads)
    {
        (_experiment, Case, _data) = (experiment, own, data);
        _widths = [.. data.Networks.Select(network => network.Site.Width)];
        using (SwapMask mask = NewMask())
            ReplacesAll = mask.ReplacesAll;
        _latents = Latents();
        AlignmentOptions alignment = experiment.Alignment;
        Trained = RouteList(own.Method.Trained, isTrained: true);
        Training = Data(Metrics.Train, Trained, [.. Trained.Select(route => (IReadOnlyList<Intervention>)new LazyInterventions(Sampler(Metrics.Train, route), alignment.Train))]);
        Validation = Data(Metrics.Validation, Trained, Drawn(Metrics.Validation, alignment.Validation));
        bool onlyTrained = own.Method.IsAffinePair || own.Alone is not null || experiment.Evaluation.Directions == TestedDirections.Trained;
        Route[] tested = RouteList(onlyTrained ? own.Method.Trained : Methods.AllDirections(data.Networks.Count), isTrained: false);
        Test = new TestSet(
            data.Pools(Metrics.Test), tested, data.Draw(Metrics.Test, tested, Exchanges, alignment.Test), ReplacesAll,
            [.. experiment.Evaluation.Controls.Select(ControlNames.Of)], (ulong)experiment.Seed);
        Floors = [.. new InterchangeEngine(Validation, threads).Evaluate(null).Select(outcome => outcome.TrialIia)];
    }

    public AlignmentCase Case { get; }

    /// <summary>Routes that carry a loss.</summary>
    public IReadOnlyList<Route> Trained { get; }

    /// <summary>Interventions of the trained routes.</summary>
    public InterchangeData Training { get; }

    /// <summary>Interventions of the same routes.</summary>
    public InterchangeData Validation { get; }

    /// <summary>Interventions of everything that can be run, with the controls.</summary>
    public TestSet Test { get; }

    /// <summary>Directions in which anything is exchanged, in training or in the test.</summary>
    public IEnumerable<(int Source, int Target)> Exchanged => Trained.Concat(Test.Routes).Select(route => (route.Source, route.Target));

    /// <summary>[trained routes] no-swap trial IIA on the validation set.</summary>
    public IReadOnlyList<double> Floors { get; }

    /// <summary>The most coordinates that a network reads or writes.</summary>
    public int MostColumns
    {
        get
        {
            using SwapMask mask = NewMask();
            return _widths.Max(mask.Columns);
        }
    }

    /// <summary>Whether the mask drops the target's other coordinates.</summary>
    public bool ReplacesAll { get; }

    /// <summary>The alignment functions; linear stitching has one of its own.</summary>
    public AlignmentDesign Design => Case.Method.IsAffinePair ? _experiment.Alignment.Design with { Family = AlignmentFamily.AffinePair } : _experiment.Alignment.Design;

    /// <summary>A mask at its start.</summary>
    public SwapMask NewMask() => Case.Method.Mask switch
    {
        MaskKind.Learned => new LearnedMask(_experiment.Alignment.Variables.Count, _widths, _experiment.Alignment.Learned),
        MaskKind.ReplaceAll => new FixedMask(Case.Sizes, _widths, replacesAll: true),
        _ => new FixedMask(Case.Sizes, _widths, remainder: _experiment.Alignment.Extraneous),
    };

    /// <summary>What a route is called in results.</summary>
    public RouteLabel Label(Route route)
    {
        bool isRemainder = route.Variable == _experiment.Alignment.Variables.Count;
        int size = Case.Method.Mask == MaskKind.Learned ? _widths.Min() : isRemainder ? _widths[route.Target] - Case.Sizes.Sum() : SizeOf(route);
        return new RouteLabel(
            _data.Networks[route.Source].Name, _data.Networks[route.Target].Name, Case.Method.Name, VariableLabel(route), size,
            Trained.Any(trained => trained.Source == route.Source && trained.Target == route.Target && trained.Variable == route.Variable));
    }

    /// <summary>Dimensions of a route's subspace; of several that are overwritten at once each one's, or where they differ, all together.</summary>
    private int SizeOf(Route route) => !_experiment.Alignment.Joint ? Case.Sizes[route.Variable]
        : Case.Sizes.Distinct().Count() == 1 ? Case.Sizes[0] : Case.Sizes.Sum();

    /// <summary>Random orthogonal matrices make the same intervention as any others: within a network, at its full width.</summary>
    public bool IsRandomNoControl(Route route) => route.Source == route.Target && Case.Method.Mask != MaskKind.Learned && Case.Sizes.Count == 1 && Case.Sizes[0] == _widths[route.Target];

    /// <summary>For each route with the CL loss: how many training interventions have intervened positions without a counterfactual latent.</summary>
    public IEnumerable<(RouteLabel Route, int Missing, int All)> MissingLatents()
    {
        for (int r = 0; r < Trained.Count; r++)
        {
            if (!Trained[r].CounterfactualLatent)
                continue;
            int missing = 0, all = 0;
            foreach (Intervention one in Training.Interventions[r])
            {
                missing += one.CounterfactualLatents!.Count(index => index < 0);
                all += one.CounterfactualLatents!.Length;
            }
            yield return (Label(Trained[r]), missing, all);
        }
    }

    /// <summary>Whether every route with the CL loss has a counterfactual latent among its validation interventions.</summary>
    public bool HasValidationLatents => Trained.Select((route, r) => (route, r)).Where(entry => entry.route.CounterfactualLatent)
        .All(entry => Validation.Interventions[entry.r].Any(one => one.CounterfactualLatents!.Any(index => index >= 0)));

    /// <summary>The size that was learned for a route: of its variable, or of all that are overwritten at once.</summary>
    public int LearnedSize(Route route, IReadOnlyList<int> sizes) => _experiment.Alignment.Joint ? sizes.Sum() : sizes[route.Variable];

    private string VariableLabel(Route route)
    {
        ValueList<ExchangedVariable> variables = _experiment.Alignment.Variables;
        if (route.Variable == variables.Count)
            return VariableExchange.Extraneous(route.Variable).Label;
        return _experiment.Alignment.Joint ? string.Join('+', variables.Select(variable => variable.Label)) : variables[route.Variable].Label;
    }

    private Route[] RouteList(IEnumerable<(int Source, int Target)> directions, bool isTrained)
    {
        int variables = _experiment.Alignment.Joint ? 1 : _experiment.Alignment.Variables.Count;
        var routes = new List<Route>();
        foreach ((int source, int target) in directions.Where(CanExchange))
        {
            bool behaviour = !isTrained || Case.Method.Behaviour.Contains((source, target));
            bool latent = isTrained && Case.Method.CounterfactualLatent.Contains((source, target));
            routes.AddRange(Enumerable.Range(0, variables).Select(variable => new Route(source, target, variable, behaviour, latent)));
            if (_experiment.Alignment.Extraneous && Case.Method.Mask == MaskKind.Fixed && source == target && behaviour && _widths[source] > Case.Sizes.Sum())
                routes.Add(new Route(source, target, _experiment.Alignment.Variables.Count));
        }
        return [.. routes];
    }

    // What is trained can be exchanged: that is checked before a run begins.
    private bool CanExchange((int Source, int Target) direction) => _experiment.Alignment.Variables.All(variable => PossibleExchange.Between(
        _data.Networks[direction.Source].SequenceTask, _data.Networks[direction.Target].SequenceTask, variable.Names[direction.Source], variable.Names[direction.Target]));

    private IReadOnlyList<VariableExchange> Exchanges(Route route)
    {
        ValueList<ExchangedVariable> variables = _experiment.Alignment.Variables;
        if (route.Variable == variables.Count)
            return [VariableExchange.Extraneous(route.Variable)];
        VariableExchange Exchange(int v) => VariableExchange.Between(
            _data.Networks[route.Source].SequenceTask, _data.Networks[route.Target].SequenceTask,
            variables[v].Names[route.Source], variables[v].Names[route.Target], v);
        return _experiment.Alignment.Joint ? [.. Enumerable.Range(0, variables.Count).Select(Exchange)] : [Exchange(route.Variable)];
    }

    private IReadOnlyList<Intervention>[] Drawn(string split, int count)
    {
        IReadOnlyList<Intervention>[] drawn = _data.Draw(split, Trained, Exchanges, count);
        for (int r = 0; r < drawn.Length; r++)
            if (Trained[r].CounterfactualLatent)
                drawn[r] = Sampler(split, Trained[r]).Make(0, count);
        return drawn;
    }

    private InterventionSampler Sampler(string split, Route route) =>
        _data.Sampler(split, route, Exchanges(route), route.CounterfactualLatent ? _latents[route.Target] : null);

    // Networks that are not accessible come as activity that can only be read.
    private InterchangeData Data(string split, IReadOnlyList<Route> routes, IReadOnlyList<IReadOnlyList<Intervention>> interventions) => new(
        [.. _data.Pools(split).Select((pool, k) => _experiment.Networks[k].Accessible ? pool.Recording : (Recording)new ReadOnlyRecording(pool.Recording, _experiment.Networks[k].Name))],
        [.. _data.Pools(split).Select(pool => pool.Rows)], routes, interventions, ReplacesAll)
    {
        CounterfactualLatents = [.. _latents.Select(latents => latents is null ? null : (Func<int[], Tensor>)latents.Read)],
        ClForm = _experiment.Alignment.Cl.Form,
        ClProjected = _experiment.Alignment.Cl.Projected,
    };

    private CounterfactualLatents?[] Latents()
    {
        var latents = new CounterfactualLatents?[_data.Networks.Count];
        foreach (int target in Case.Method.CounterfactualLatent.Select(direction => direction.Target).Distinct())
            latents[target] = new CounterfactualLatents(_data.Pools(Metrics.Train)[target], _experiment.Alignment.Cl.Pick);
        return latents;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CounterfactualLatents? latents in _latents)
            latents?.Dispose();
    }
}

/// <summary>The fixed words of the controls.</summary>
internal static class ControlNames
{
    public static string Of(Control control) => control switch
    {
        Control.NoSwap => Metrics.NoSwap,
        Control.Identity => Metrics.Identity,
        Control.RandomOrthogonal => Metrics.RandomOrthogonal,
        _ => Metrics.Shuffled,
    };
}
