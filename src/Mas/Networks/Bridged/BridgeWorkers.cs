namespace Mas.Networks.Bridged;

/// <summary>Python processes with the same model in each: one for every thread that asks, as far as there may be so many. One that has
/// ended is started once more, unless all is to stop.</summary>
internal sealed class BridgeWorkers : IDisposable
{
    /// <summary>Whoever stops everything may tell Python a little before it tells this process.</summary>
    private static readonly TimeSpan s_stopSpreads = TimeSpan.FromSeconds(1);

    private readonly BridgeSettings _settings;
    private readonly BridgeScript _script = new();
    private readonly List<BridgeProcess> _processes = []; // also guards itself
    private string? _hash;

    public BridgeWorkers(BridgeSettings settings) => _settings = settings;

    public BridgeSettings Settings => _settings;

    /// <summary>Number of processes that there are.</summary>
    public int Count
    {
        get
        {
            lock (_processes)
                return _processes.Count;
        }
    }

    /// <summary>What the model says of itself.</summary>
    /// <exception cref="InputException">It cannot be loaded.</exception>
    public BridgedDescription Describe() => Ask(process => process.Start());

    /// <summary>Asks a process that has time.</summary>
    /// <exception cref="InputException">The model fails, takes too long, answers something else, or ends twice.</exception>
    /// <exception cref="OperationCanceledException">It ended because all is to stop.</exception>
    public T Ask<T>(Func<BridgeProcess, T> ask)
    {
        try
        {
            return With(Free(), ask);
        }
        catch (LostProcessException lost)
        {
            return Again(lost, () => With(Free(), ask));
        }
    }

    /// <summary>Asks one process, which has kept something.</summary>
    /// <param name="again">What else to do where it has ended.</param>
    /// <exception cref="InputException">As above.</exception>
    public T Ask<T>(BridgeProcess process, Func<BridgeProcess, T> ask, Func<T> again)
    {
        try
        {
            process.Gate.Enter();
            return With(process, ask);
        }
        catch (LostProcessException lost)
        {
            return Again(lost, again);
        }
    }

    // A process that never answered would not do so the second time.
    private T Again<T>(LostProcessException lost, Func<T> ask)
    {
        StopIfAsked();
        if (!lost.HasAnswered)
            throw lost.Error;
        _settings.Say($"{_settings.Name}: {lost.Error.Errors[0].Message}; it is started once more.");
        try
        {
            return ask();
        }
        catch (LostProcessException second)
        {
            StopIfAsked();
            throw second.Error;
        }
    }

    private void StopIfAsked()
    {
        if (_settings.Stop.CanBeCanceled)
            _settings.Stop.WaitHandle.WaitOne(s_stopSpreads);
        _settings.Stop.ThrowIfCancellationRequested();
    }

    private T With<T>(BridgeProcess process, Func<BridgeProcess, T> ask)
    {
        try
        {
            string hash = process.Start().Hash;
            if ((Interlocked.CompareExchange(ref _hash, hash, null) ?? hash) != hash)
                throw _settings.Error("the file or its weights have changed since the run began; begin again");
            return ask(process);
        }
        finally
        {
            process.Gate.Exit();
        }
    }

    // Entered.
    private BridgeProcess Free()
    {
        BridgeProcess process;
        lock (_processes)
        {
            _processes.RemoveAll(IsOver);
            if (_processes.FirstOrDefault(one => one.Gate.TryEnter()) is { } free)
                return free;
            if (_processes.Count < _settings.Workers)
            {
                process = new BridgeProcess(_settings, _script.Path);
                _processes.Add(process);
            }
            else
                process = _processes[Environment.CurrentManagedThreadId % _processes.Count];
        }
        process.Gate.Enter();
        return process;
    }

    // Whoever asks it may still be busy with its end.
    private static bool IsOver(BridgeProcess process)
    {
        if (!process.IsLost || !process.Gate.TryEnter())
            return false;
        process.Dispose();
        process.Gate.Exit();
        return true;
    }

    public void Dispose()
    {
        foreach (BridgeProcess process in _processes)
            process.Dispose();
        _script.Dispose();
    }
}
