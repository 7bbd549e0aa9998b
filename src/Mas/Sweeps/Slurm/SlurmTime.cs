using System.Text.RegularExpressions;

namespace Mas.Sweeps.Slurm;

/// <summary>A time as Slurm writes it.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="Length">How long that is.</param>
internal sealed partial record SlurmTime(string Text, TimeSpan Length)
{
    /// <summary>What to say is wanted.</summary>
    public const string Wanted =
        "a time above 0 as Slurm writes it, such as \"30\" (minutes), \"2:00:00\" or \"1-12:00:00\" (a day and a half)";

    // Each number has so few digits that none can overflow.
    private const int MostDigits = 6;

    /// <summary>Null where the text is no time, or none at all.</summary>
    public static SlurmTime? Parse(string text)
    {
        // Without days the first number is minutes where there are at most two, with days hours.
        Match days = WithDays().Match(text), plain = Plain().Match(text);
        TimeSpan length = days.Success
            ? TimeSpan.FromDays(Number(days, 1)) + TimeSpan.FromHours(Number(days, 2)) + TimeSpan.FromMinutes(Number(days, 3))
                + TimeSpan.FromSeconds(Number(days, 4))
            : TimeSpan.FromHours(Number(plain, 1)) + TimeSpan.FromMinutes(Number(plain, 2)) + TimeSpan.FromSeconds(Number(plain, 3));
        return length > TimeSpan.Zero ? new SlurmTime(text, length) : null;
    }

    private static int Number(Match match, int group) =>
        match.Groups[group] is { Success: true, Length: <= MostDigits } found
            ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^([0-9]{1,6})-([0-9]{1,6})(?::([0-9]{1,6})(?::([0-9]{1,6}))?)?\z")]
    private static partial Regex WithDays();

    [GeneratedRegex(@"^(?:([0-9]{1,6}):(?=[0-9]+:))?([0-9]{1,6})(?::([0-9]{1,6}))?\z")]
    private static partial Regex Plain();
}
