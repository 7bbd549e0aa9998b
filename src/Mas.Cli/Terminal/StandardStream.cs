using System.Text;

namespace Mas.Cli.Terminal;

/// <summary>One standard stream: what it may not obey is shown, and it fails at most once.</summary>
/// <param name="stream">Null where it is closed.</param>
/// <param name="isResult">Whether somebody waits for what is written; else it may be lost.</param>
/// <param name="isShown">Whether characters that a terminal would obey are written as <c>\u001b</c>.</param>
internal sealed class StandardStream(TextWriter? stream, bool isResult, bool isShown) : TextWriter(CultureInfo.InvariantCulture)
{
    private const string LineEnds = "\r\n\t";

    private readonly Lock _gate = new();
    private TextWriter? _stream = stream;
    private bool _hasFailed;

    public override Encoding Encoding { get; } = stream?.Encoding ?? Encoding.UTF8;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Try(to => to.Write(isShown ? Printable.Of(value, LineEnds) : value));
    }

    // In one piece, so that lines of several threads do not mix.
    public override void WriteLine(string? value) => Write(value + NewLine);

    public override void Flush() => Try(to => to.Flush());

    private void Try(Action<TextWriter> write)
    {
        lock (_gate)
        {
            try
            {
                if (_stream is { } open)
                    write(open);
                else if (!_hasFailed)
                    throw new IOException("it is closed");
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                Fail(error);
            }
        }
    }

    private void Fail(Exception error)
    {
        bool isNew = !_hasFailed;
        (_hasFailed, _stream) = (true, null);
        if (isResult && isNew)
            throw new IOException($"standard output cannot be written to ({error.Message.TrimEnd('.')}); what the command has written "
                + "to files is there", error);
    }
}
