namespace Mas.Results.Records;

/// <summary>The words of a run's status.</summary>
public static class RunStatus
{
    public const string Running = "running", Done = "done", Interrupted = "interrupted", Failed = "failed";
}
