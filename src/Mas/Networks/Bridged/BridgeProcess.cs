using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace Mas.Networks.Bridged;

/// <summary>One Python process with the user's model in it, started when it is first asked. Whoever asks holds
/// <see cref="Gate"/>.</summary>
internal sealed class BridgeProcess(BridgeSettings settings, string script) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    private readonly List<long> _done = [];
    private Process? _process;
    private BridgePipe? _pipe;
    private PrintedLines? _printed;
    private volatile bool _isLost;

    /// <summary>Taken for as long as it is asked something.</summary>
    public Lock Gate { get; } = new();

    /// <summary>What it says of the model; null until it is started.</summary>
    public BridgedDescription? Description { get; private set; }

    /// <summary>Number of questions that it has answered.</summary>
    public int Answers { get; private set; }

    /// <summary>It has ended, or cannot be understood any more.</summary>
    public bool IsLost => _isLost;

    /// <summary>What was kept under this number is not asked for any more.</summary>
    public void Forget(long number)
    {
        lock (_done)
            _done.Add(number);
    }

    /// <summary>Starts it and has it load the model; nothing where that is done.</summary>
    /// <exception cref="InputException">There is no such interpreter, or the model cannot be loaded.</exception>
    /// <exception cref="LostProcessException">It ended.</exception>
    public BridgedDescription Start()
    {
        if (Description is not null)
            return Description;
        string[] files = settings.Checkpoint is { } weights ? [settings.Path, weights] : [settings.Path];
        var start = new ProcessStartInfo(settings.Interpreter, [script, .. files])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        try
        {
            _process = Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            _isLost = true;
            throw settings.NoInterpreter(error);
        }
        _printed = new PrintedLines(_process.StandardError, line => settings.Say($"{settings.Name}: {line}"));
        _pipe = new BridgePipe(_process.StandardOutput.BaseStream, _process.StandardInput.BaseStream);
        BridgeAnswer model = Guarded("loading the model", () =>
        {
            BridgeAnswer hello = _pipe.Receive("hello");
            if (hello.Head["protocol"] is not JsonValue value || !value.TryGetValue(out int protocol) || protocol != BridgePipe.Protocol)
                throw new InvalidDataException(Invariant($"it speaks another version than {BridgePipe.Protocol}"));
            return _pipe.Receive("model");
        });
        return Description = BridgedDescription.Of(model.Head, settings);
    }

    /// <summary>Asks and waits for the answer.</summary>
    /// <param name="work">What it does meanwhile, such as <c>recording</c>.</param>
    /// <exception cref="InputException">The model fails, takes too long, or answers something else.</exception>
    /// <exception cref="LostProcessException">It ended.</exception>
    public IReadOnlyList<float[]> Ask(
        string work, JsonObject head, IReadOnlyList<BridgeArray> arrays, string kind, params IReadOnlyList<WantedArray> wanted)
    {
        lock (_done)
        {
            head["done"] = new JsonArray([.. _done.Select(number => JsonValue.Create(number))]);
            _done.Clear();
        }
        BridgeAnswer answer = Guarded(work, () =>
        {
            _pipe!.Send(head, arrays);
            return _pipe.Receive(kind, wanted);
        });
        Answers++;
        return answer.Arrays;
    }

    private BridgeAnswer Guarded(string work, Func<BridgeAnswer> ask)
    {
        if (IsLost)
            throw new LostProcessException(settings.Error($"Python had ended before it was {work}"), Answers > 0);
        BridgeAnswer answer;
        using (var deadline = new Deadline(settings.Timeout, End))
        {
            try
            {
                answer = ask();
            }
            catch (InvalidDataException error)
            {
                End();
                throw settings.NoBridge(error.Message);
            }
            catch (IOException error)
            {
                End();
                throw deadline.HasPassed ? settings.TooSlow(work) : new LostProcessException(Ended(work), Answers > 0, error);
            }
        }
        return answer.Kind == BridgePipe.ErrorKind ? throw Told(answer.Head) : answer;
    }

    private void End()
    {
        _isLost = true;
        _process!.Kill(entireProcessTree: true);
    }

    private InputException Ended(string work)
    {
        const int signals = 128, killed = 9;
        _process!.WaitForExit();
        int code = _process.ExitCode;
        string how = code == signals + killed ? "killed, perhaps because memory ran out"
            : code > signals ? Invariant($"by signal {code - signals}") : Invariant($"with exit code {code}");
        string last = _printed!.Last();
        return settings.Error(
            $"Python ended while it was {work}, {how}; {(last.Length > 0 ? $"its last lines: {last}" : "it printed nothing")}");
    }

    // Not as agreed, or an exception with its type and the line in the user's files.
    private InputException Told(JsonObject head)
    {
        string Text(string key) => head[key] is JsonValue value && value.TryGetValue(out string? text) ? text : "";
        int? line = head["line"] is JsonValue place && place.TryGetValue(out int number) ? number : null;
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        string text = string.Join(' ', Text("text").Split('\n', tidy));
        string type = Text("type");
        return type.Length == 0 ? settings.Error(text)
            : settings.ErrorIn(
                Text("file"), $"Python fails here: {type}{(text.Length > 0 ? ": " : "")}{text}{settings.AdviceOn(type)}", line);
    }

    public void Dispose()
    {
        if (_process is null)
            return;
        try
        {
            _process.StandardInput.Close(); // it ends by itself then
        }
        catch (IOException)
        {
            // It has ended already.
        }
        if (!_process.WaitForExit(s_patience))
            _process.Kill(entireProcessTree: true);
        _printed?.Wait();
        _process.Dispose();
    }
}

/// <summary>A Python process has ended in the middle; another may answer.</summary>
/// <param name="hasAnswered">Whether it had answered before.</param>
internal sealed class LostProcessException(InputException error, bool hasAnswered, Exception? inner = null)
    : Exception(error.Message, inner)
{
    public bool HasAnswered => hasAnswered;

    /// <summary>What to say where no other does.</summary>
    public InputException Error => error;
}
