namespace Mas.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCodes
{
    public const int Done = 0, Failed = 1, WrongInput = 2, Interrupted = 130, Terminated = 143;
}
