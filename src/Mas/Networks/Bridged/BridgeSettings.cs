namespace Mas.Networks.Bridged;

/// <summary>What runs a model in Python, and how long it may take.</summary>
/// <param name="Path">Full path of the user's file.</param>
/// <param name="Name">What the network is called before each line that it prints.</param>
/// <param name="Say">Told every line that it prints.</param>
internal sealed record BridgeSettings(string Path, string Name, Action<string> Say)
{
    private const string InterpreterVariable = "MAS_PYTHON", TimeoutVariable = "MAS_PYTHON_TIMEOUT";
    private const double UsualTimeout = 300, LongestTimeout = 1e6; // seconds

    /// <summary>The interpreter: <c>MAS_PYTHON</c>, else <c>python3</c>.</summary>
    public string Interpreter { get; init; } = Variable(InterpreterVariable) ?? "python3";

    /// <summary>For one answer: <c>MAS_PYTHON_TIMEOUT</c> in seconds, else 300.</summary>
    public TimeSpan Timeout { get; init; } = TimeoutOf(Variable(TimeoutVariable));

    /// <summary>Processes at most.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Full path of the weights that the class is to load; null where it knows them itself.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>Whether the work is to stop, for which processes end too.</summary>
    public CancellationToken Stop { get; init; }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    private static TimeSpan TimeoutOf(string? text) => TimeSpan.FromSeconds(text is null ? UsualTimeout
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and <= LongestTimeout ? seconds : throw new InputException(
                Invariant($"{TimeoutVariable} is '{text}'; wanted is a number of seconds above 0 and up to {LongestTimeout:r}")));

    /// <summary>What is wrong with the user's file.</summary>
    public InputException Error(string message, int? line = null) => new(message, Path, line);

    /// <summary>What is wrong with a file beside the user's.</summary>
    public InputException ErrorIn(string file, string message, int? line) =>
        new(message, System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, System.IO.Path.GetFileName(file)), line);

    /// <summary>What to do about an exception of Python's, beside what it says itself.</summary>
    public string AdviceOn(string exception) => exception == "ModuleNotFoundError"
        ? $"; Python is '{Interpreter}' here, and {InterpreterVariable} names another one" : "";

    public InputException NoInterpreter(Exception inner) => new(
        $"there is no Python '{Interpreter}' that could run this; install Python 3, or set {InterpreterVariable} to the interpreter "
        + "that has the packages of the model", Path, inner: inner);

    public InputException TooSlow(string work) => Error(
        Invariant($"Python gave no answer for {Timeout.TotalSeconds:r} s while it was {work}, and was ended; where that is no hang, set ")
        + $"{TimeoutVariable} to more seconds");

    public InputException NoBridge(string what) => Error(
        $"what '{Interpreter}' answers is not from mas_bridge.py: {what}; see that {InterpreterVariable} is a Python of version 3.8 "
        + "or later");
}
