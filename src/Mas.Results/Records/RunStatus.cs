namespace Mas.Results.Records;

/// <summary>The words of a run's status.</summary>
internal static class RunStatus
{
    public const string Running = "running", Done = "done", Interrupted = "interrupted", Failed = "failed";
}
