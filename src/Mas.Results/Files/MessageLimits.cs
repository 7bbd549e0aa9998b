namespace Mas.Results.Files;

/// <summary>How much of what is wrong is told: a file can hold thousands of mistakes, and names of a million letters.</summary>
internal static class MessageLimits
{
    public const int MostErrors = 50, LongestMessage = 2_000;

    private const int LongestKey = 200;

    /// <summary>The first errors, each cut to a length that can be read, and last how many more there are.</summary>
    public static IReadOnlyList<InputError> Of(IReadOnlyList<InputError> errors)
    {
        // Errors of several files are gathered from lists that end so already.
        InputError[] single = [.. errors.Where(error => error.Untold == 0)];
        IEnumerable<InputError> told = single.Take(MostErrors).Select(error => error with
        {
            Message = Cut(error.Message, LongestMessage),
            Key = error.Key is null ? null : Cut(error.Key, LongestKey),
        });
        int untold = errors.Sum(error => error.Untold) + Math.Max(0, single.Length - MostErrors);
        return untold == 0 ? [.. told] : [.. told, new InputError(Listing.More(untold)) { Untold = untold }];
    }

    /// <summary>The text, cut in the middle where it is too long: its end often says what to do.</summary>
    public static string Cut(string text, int longest)
    {
        int tail = longest / 4;
        return text.Length <= longest ? text : $"{text[..(longest - tail - 1)]}…{text[^tail..]}";
    }
}
