using System.Text;
using Spectre.Console;

namespace Mas.Cli.Terminal;

/// <summary>The terminal that bars are drawn on. It is never smaller than they need: in a window of one or two columns a line is broken
/// again and again without end.</summary>
internal sealed class BarOutput : IAnsiConsoleOutput
{
    private const int LeastHeight = 3;

    /// <summary>Whether the window is large enough for bars at all.</summary>
    public static bool HasRoom => Window.Width() >= Window.Least && Window.Height() >= LeastHeight;

    public TextWriter Writer => StandardStreams.Bars;

    public bool IsTerminal => true;

    public int Width => Math.Max(Window.Least, Window.Width());

    public int Height => Math.Max(LeastHeight, Window.Height());

    public void SetEncoding(Encoding encoding)
    {
    }
}
