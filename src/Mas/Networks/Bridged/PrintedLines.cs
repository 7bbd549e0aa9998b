using System.Text;

namespace Mas.Networks.Bridged;

/// <summary>What a process prints, handed on line by line; the last lines are kept for the message that tells how it ended. No line is
/// longer than a limit, whatever is printed.</summary>
internal sealed class PrintedLines
{
    private const int Longest = 500, MostKept = 6;

    private readonly Queue<string> _last = [];
    private readonly Thread _thread;

    public PrintedLines(StreamReader printed, Action<string> say)
    {
        _thread = new Thread(() => ReadAll(printed, say)) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The last lines, once no more come; empty for none.</summary>
    public string Last()
    {
        Wait();
        lock (_last)
            return string.Join(" | ", _last);
    }

    /// <summary>Waits until all is handed on; not for ever, because a process that the process has started may still hold the
    /// stream.</summary>
    public void Wait() => _thread.Join(TimeSpan.FromSeconds(2));

    private void ReadAll(StreamReader printed, Action<string> say)
    {
        try
        {
            Read(printed, say);
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException)
        {
            // It was closed here, because something that the process had started went on holding it.
        }
    }

    private void Read(StreamReader printed, Action<string> say)
    {
        var line = new StringBuilder();
        for (int next; (next = printed.Read()) >= 0;)
        {
            if (next != '\n' && line.Length < Longest)
            {
                line.Append((char)next);
                continue;
            }
            Take(line, say);
            if (next != '\n')
                line.Append((char)next);
        }
        Take(line, say);
    }

    private void Take(StringBuilder line, Action<string> say)
    {
        string text = Printable.Of(line.ToString().TrimEnd(), "\t");
        line.Clear();
        if (text.Length == 0)
            return;
        lock (_last)
        {
            _last.Enqueue(text);
            if (_last.Count > MostKept)
                _last.Dequeue();
        }
        say(text);
    }
}
