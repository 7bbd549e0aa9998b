namespace Mas.Benchmarks.Fuzzing;

/// <summary>Changed files for every target, each target for an equal share of the time.</summary>
/// <param name="seed">Of all changes.</param>
/// <param name="failures">Folder for files that made something fail.</param>
/// <param name="longest">What takes longer does not end; null for 10 s.</param>
internal sealed class FuzzRun(ulong seed, string failures, TimeSpan? longest = null)
{
    private readonly TimeSpan _longest = longest ?? TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, (long Executions, TimeSpan Time)> _done = [];
    private readonly Dictionary<string, (FuzzFailure First, int Count)> _failures = [];

    /// <summary>Executions of each target so far.</summary>
    public IReadOnlyDictionary<string, (long Executions, TimeSpan Time)> Done => _done;

    /// <summary>What failed, one of each cause with how often it came.</summary>
    public IReadOnlyCollection<(FuzzFailure First, int Count)> Failures => _failures.Values;

    /// <summary>Goes on for a time, or until each target was executed so often.</summary>
    /// <param name="targets">Which are executed.</param>
    /// <param name="first">Number of the first execution of each.</param>
    public void Run(IReadOnlyList<FuzzTarget> targets, TimeSpan time, long most = long.MaxValue, long first = 0)
    {
        NativeTorch.Load();
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["corpus"]);
        Corpus.Write(folder["corpus"]);
        Dictionary<string, Execution> executions = targets.ToDictionary(
            target => target.Name, target => new Execution(folder["corpus"], folder[target.Name.Replace(' ', '-')], _longest));
        foreach (FuzzTarget target in targets)
        {
            executions[target.Name].WarmUp(target);
            _done[target.Name] = default;
        }
        Stopwatch clock = Stopwatch.StartNew();
        while (clock.Elapsed < time && Next(targets, most) is { } target)
        {
            TimeSpan begin = clock.Elapsed;
            FuzzFailure? failure = executions[target.Name].Run(target, seed, first + _done[target.Name].Executions);
            _done[target.Name] = (_done[target.Name].Executions + 1, _done[target.Name].Time + clock.Elapsed - begin);
            if (failure is not null)
                Keep(failure);
            if (failure is { IsHang: true })
                return; // its thread goes on and would slow down the others
        }
    }

    // The one that has had the least time.
    private FuzzTarget? Next(IReadOnlyList<FuzzTarget> targets, long most) =>
        targets.Where(target => _done[target.Name].Executions < most).MinBy(target => _done[target.Name].Time);

    private void Keep(FuzzFailure failure)
    {
        bool isKnown = _failures.TryGetValue(failure.Cause, out (FuzzFailure First, int Count) known);
        _failures[failure.Cause] = isKnown ? known with { Count = known.Count + 1 } : (failure, 1);
        if (!isKnown)
            failure.Save(failures);
    }
}
