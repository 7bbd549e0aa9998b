namespace Mas.Benchmarks;

/// <summary>Options and commands in a line each.</summary>
internal static class CommandParts
{
    public static Option<T> Option<T>(string name, string description, T otherwise) =>
        new(name) { Description = description, DefaultValueFactory = _ => otherwise };

    public static Option<bool> Small(string description) =>
        new("--small") { Description = $"{description}: shows that the measurement works" };

    public static Option<int> Threads(string description) => Option("--threads", description, Environment.ProcessorCount);

    public static Option<string?> Figure(string description) => new("--figure") { Description = description, HelpName = "FILE.svg" };

    public static Option<string?> Tool() =>
        new("--tool") { Description = "Another tool than the one in this repository", HelpName = "FILE" };

    /// <summary>The same command with what it does.</summary>
    public static Command Does(this Command command, Action<ParseResult> action)
    {
        command.SetAction(action);
        return command;
    }
}
