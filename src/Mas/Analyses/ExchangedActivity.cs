using Mas.Evaluation;
using Mas.Interchange;
using Mas.Networks;

namespace Mas.Analyses;

/// <summary>All networks' activity with a part of each latent taken from another sample of its split, made when first asked for.</summary>
/// <param name="parts">[networks] the part that is taken; linear.</param>
internal sealed class ExchangedActivity(AnalysisContext context, IReadOnlyList<Func<Tensor, Tensor>> parts) : IDisposable
{
    private readonly Dictionary<string, Activity[]> _activities = [];

    /// <summary>[networks] of a split.</summary>
    public IReadOnlyList<Activity> Of(string split)
    {
        if (!_activities.TryGetValue(split, out Activity[]? made))
            _activities[split] = made = [.. context.Data.Pools(split).Select((pool, k) => Exchanged(pool, split, k))];
        return made;
    }

    private ExchangedLatents Exchanged(RecordedPool pool, string split, int network)
    {
        ulong seed = ExchangedLatents.Seed(context.Experiment.Seed, split, network);
        return new(pool.Activity, ExchangedLatents.Others(pool, seed), parts[network]);
    }

    public void Dispose()
    {
        foreach (Activity activity in _activities.Values.SelectMany(activities => activities))
            activity.Dispose();
    }
}
