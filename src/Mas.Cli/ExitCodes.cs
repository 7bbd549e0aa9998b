namespace Mas.Cli;

/// <summary>What the tool's exit code says.</summary>
internal static class ExitCodes
{
    public const int Done = 0, Failed = 1, WrongInput = 2;

    /// <summary>Stopped by a signal, whose number is added to 128.</summary>
    public const int HungUp = 129, Interrupted = 130, User1 = 138, User2 = 140, Terminated = 143;
}
