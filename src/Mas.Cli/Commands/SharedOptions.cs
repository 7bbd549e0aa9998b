namespace Mas.Cli.Commands;

/// <summary>Arguments and options that several commands have, and what they say.</summary>
internal static class SharedOptions
{
    private const int MostThreads = 1024;

    public static Argument<string> Experiment { get; } = new("EXPERIMENT") { Description = "The experiment file (YAML or JSON)" };

    public static Option<int?> Seed { get; } = WholeOption.Create("--seed", "Seed of all data", 0, int.MaxValue);

    public static Option<int?> Threads { get; } = WholeOption.Create(
        "--threads", "Threads at most (default: all cores); changes no result", 1, MostThreads);

    public static Option<string> Device { get; } = new("--device")
    {
        CompletionSources = { "cpu", "cuda:0" },
        Description = "cpu, or cuda:0 and so on for a graphics card",
        DefaultValueFactory = _ => Tensors.Device.Cpu.Name,
        HelpName = "DEVICE",
    };

    public static Option<string?> Cache { get; } =
        Place("--cache", "Folder of what is kept for later runs (default: MAS_CACHE, else your own)", "FOLDER");

    public static Option<string?> Config { get; } =
        Place("--config", "The network's configuration (default: config.json in its folder)", "FILE");

    public static Option<string?> Task { get; } = new("--task")
    {
        Description = "Task of the network, a name or a mapping (default: of its config.json)",
        HelpName = "TASK",
    };

    public static Option<bool> Small { get; } = Flag("--small", "Apply the file's 'small' overrides, for a quick look");

    public static Option<bool> AllowCode { get; } =
        Flag("--allow-code", "Let networks that are code run, with all your rights");

    public static Option<bool> Json { get; } = Flag("--json", "Print the result as one JSON object on standard output");

    public static Option<bool> Quiet { get; } = Flag("--quiet", "Show no progress");

    public static Argument<string[]> OverridesSuchAs(string example) =>
        new("key=value") { Description = $"Overrides, such as {example}", Arity = ArgumentArity.ZeroOrMore };

    /// <summary>There or not; a word after it is none of its own.</summary>
    public static Option<bool> Flag(string name, string description) =>
        new(name) { Description = description, Arity = ArgumentArity.Zero };

    /// <summary>A file or a folder.</summary>
    public static Option<string?> Place(string name, string description, string help) =>
        new(name) { Description = description, HelpName = help };

    /// <summary>How to work; the command is for the caller to fill in where it is kept.</summary>
    /// <exception cref="InputException">There is no such device.</exception>
    public static RunOptions Of(ParseResult parsed)
    {
        string? cache = parsed.GetValue(Cache);
        return new()
        {
            Threads = parsed.GetValue(Threads) ?? Environment.ProcessorCount,
            Device = parsed.GetResult(Device) is null ? Tensors.Device.Cpu : DeviceOf(parsed),
            CacheFolder = cache,
            AllowCode = parsed.GetValue(AllowCode),
            Command = "",
        };
    }

    /// <exception cref="InputException">There is no such device.</exception>
    public static Tensors.Device DeviceOf(ParseResult parsed) => Tensors.Device.Find(parsed.GetValue(Device)!)
        ?? throw new InputException($"--device {parsed.GetValue(Device)} is unknown; use cpu, or cuda:0 for a graphics card");

    /// <summary>The overrides of an experiment, with the seed as the last.</summary>
    public static string[] Overrides(ParseResult parsed, Argument<string[]> argument)
    {
        string[] words = parsed.GetValue(argument) ?? [];
        return parsed.GetValue(Seed) is int seed ? [.. words, $"seed={seed}"] : words;
    }
}
