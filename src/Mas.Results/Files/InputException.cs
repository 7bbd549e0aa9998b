namespace Mas.Results.Files;

/// <summary>One thing that is wrong with what the user gave, in one sentence: what was found, what is wanted, how to mend it.</summary>
/// <param name="Message">The sentence, without file and line.</param>
/// <param name="File">The file, where there is one.</param>
/// <param name="Line">Line from 1.</param>
/// <param name="Column">Column from 1.</param>
/// <param name="Key">Dotted key of the experiment file, such as <c>alignment.size</c>.</param>
public sealed record InputError(string Message, string? File = null, int? Line = null, int? Column = null, string? Key = null)
{
    /// <summary>How many errors it stands for that are not told; 0 for one that is told.</summary>
    internal int Untold { get; init; }

    /// <summary><c>file:line:column: key: message</c>, as far as each is known, on one line whatever a name consists of.</summary>
    public override string ToString()
    {
        string place = File is null ? "" : Line is null ? $"{File}: " : Column is null ? $"{File}:{Line}: " : $"{File}:{Line}:{Column}: ";
        return Printable.Of(place + (Key is null ? "" : $"{Key}: ") + Message);
    }
}

/// <summary>The user's input is wrong; the tool ends with exit code 2.</summary>
public sealed class InputException : Exception
{
    /// <summary>Everything that is wrong, in the order of the file, as far as anybody would read it.</summary>
    public IReadOnlyList<InputError> Errors { get; }

    /// <summary>One error.</summary>
    public InputException(
        string message, string? file = null, int? line = null, int? column = null, string? key = null, Exception? inner = null)
        : this([new InputError(message, file, line, column, key)], inner)
    {
    }

    /// <summary>All errors of one file at once.</summary>
    internal InputException(IReadOnlyList<InputError> errors, Exception? inner = null)
        : base(string.Join(Environment.NewLine, MessageLimits.Of(errors)), inner) => Errors = MessageLimits.Of(errors);
}
