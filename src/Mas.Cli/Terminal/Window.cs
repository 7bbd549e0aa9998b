using System.CommandLine.Help;

namespace Mas.Cli.Terminal;

/// <summary>How wide a terminal is, where it is one.</summary>
internal static class Window
{
    /// <summary>Narrower text than this nobody reads, and what wraps text to fewer columns may never end.</summary>
    public const int Least = 40;

    /// <summary>Keeps help from being wrapped to fewer columns; the terminal breaks its lines instead.</summary>
    public static void LimitHelp(RootCommand root)
    {
        if (root.Options.OfType<HelpOption>().SingleOrDefault()?.Action is HelpAction help && !Console.IsOutputRedirected)
            help.MaxWidth = Math.Max(Least, Width());
    }

    /// <summary>Columns of the terminal; 0 where it does not say.</summary>
    public static int Width() => Asked(() => Console.WindowWidth);

    /// <summary>Lines of the terminal; 0 where it does not say.</summary>
    public static int Height() => Asked(() => Console.WindowHeight);

    private static int Asked(Func<int> size)
    {
        try
        {
            return size();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
