namespace Mas.Networks.TextActivity;

/// <summary>How texts are recorded; nothing of it changes a number.</summary>
internal sealed record RecordingOptions
{
    /// <summary>Batches that run side by side.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Told of the texts that are done, and of all.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>Takes one sentence where something was damaged, removed or waited for.</summary>
    public Action<string>? Say { get; init; }

    /// <summary>Ends the recording; what has been recorded stays for the next time.</summary>
    public CancellationToken Cancellation { get; init; }
}
