namespace Mas.Cli.Terminal;

/// <summary>Durations for people.</summary>
internal static class Duration
{
    public static string Text(TimeSpan time) => time.TotalSeconds < 90
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:f0} s")
        : time.TotalMinutes < 90
            ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:f0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:f1} h");
}
