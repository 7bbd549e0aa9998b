using Mas.Evaluation;
using Mas.Experiments;
using Mas.Interchange;
using Mas.Networks;
using Mas.Results.Records;

namespace Mas.Comparison;

/// <summary>What all seeds of one method and size share: routes, interventions, and the test set.</summary>
internal sealed class CaseData : IDisposable
{
    private readonly Experiment _experiment;
    private readonly RunData _data;
    private readonly CounterfactualLatents?[] _latents;
    private readonly Func<string, IReadOnlyList<Activity>>? _sources;

    /// <param name="sources">[networks] by split: activity that training and validation read in the place of the natural one.</param>
    public CaseData(ComparisonContext context, AlignmentCase variant, Func<string, IReadOnlyList<Activity>>? sources = null)
    {
        (_experiment, _data, _sources) = (context.Experiment, context.Data, sources);
        Setup = new CaseSetup(_experiment, variant, _data);
        _latents = Latents();
        IReadOnlyList<Intervention> Drawn(Route route) => new LazyInterventions(Sampler(Metrics.Train, route), _experiment.Alignment.Train);
        Training = Data(Metrics.Train, [.. Trained.Select(Drawn)]);
        Validation = Data(Metrics.Validation, DrawValidation());
        Test = Setup.DrawTest();
        Floors = [.. new InterchangeEngine(Validation, context.Options.Threads).Evaluate(null).Select(outcome => outcome.TrialIia)];
    }

    public CaseSetup Setup { get; }

    public AlignmentCase Case => Setup.Case;

    /// <summary>Routes that carry a loss.</summary>
    public IReadOnlyList<Route> Trained => Setup.Trained;

    /// <summary>Interventions of the trained routes.</summary>
    public InterchangeData Training { get; }

    public InterchangeData Validation { get; }

    /// <summary>Interventions of everything that can be run, with the controls.</summary>
    public TestSet Test { get; }

    /// <summary>Directions in which anything is exchanged, in training or in the test.</summary>
    public IEnumerable<Direction> Exchanged => Trained.Concat(Test.Routes).Select(route => route.Direction);

    /// <summary>[trained routes] no-swap trial IIA on the validation set.</summary>
    public IReadOnlyList<double> Floors { get; }

    /// <summary>By route with the CL loss: how many positions that training intervenes on have no counterfactual latent.</summary>
    public IEnumerable<(RouteLabel Route, int Missing, int All)> MissingLatents() =>
        from one in Trained.Zip(Training.Interventions)
        where one.First.CounterfactualLatent
        let found = one.Second.SelectMany(intervention => intervention.CounterfactualLatents!).ToArray()
        select (Setup.Label(one.First), found.Count(index => index < 0), found.Length);

    /// <summary>Whether every route with the CL loss has a counterfactual latent among its validation interventions.</summary>
    public bool HasValidationLatents => Trained.Zip(Validation.Interventions).Where(one => one.First.CounterfactualLatent)
        .All(one => one.Second.Any(intervention => intervention.CounterfactualLatents!.Any(index => index >= 0)));

    private IReadOnlyList<Intervention>[] DrawValidation()
    {
        IReadOnlyList<Intervention>[] drawn = Setup.DrawValidation();
        for (int r = 0; r < drawn.Length; r++)
            if (Trained[r].CounterfactualLatent)
                drawn[r] = Sampler(Metrics.Validation, Trained[r]).Make(0, _experiment.Alignment.Validation);
        return drawn;
    }

    private InterventionSampler Sampler(string split, Route route) =>
        _data.Sampler(split, route, Setup.Exchanges(route), route.CounterfactualLatent ? _latents[route.Target] : null);

    // Networks that are not accessible are read, and never run.
    private InterchangeData Data(string split, IReadOnlyList<IReadOnlyList<Intervention>> interventions) => new(
        _sources?.Invoke(split) ?? [.. _data.Pools(split).Select(pool => pool.Activity)],
        [.. _data.Pools(split).Select((pool, k) => _experiment.Networks[k].Accessible ? pool.Activity : null)],
        [.. _data.Pools(split).Select(pool => pool.Rows)], Trained, interventions, Setup.ReplacesAll)
    {
        Continuations = [.. Trained.Select((route, r) =>
            route.Behaviour ? _data.Continuations(split, route, Setup.Exchanges(route), interventions[r]) : null)],
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

    public void Dispose()
    {
        foreach (CounterfactualLatents? latents in _latents)
            latents?.Dispose();
    }
}
