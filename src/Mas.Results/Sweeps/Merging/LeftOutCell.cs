namespace Mas.Results.Sweeps.Merging;

/// <summary>A finished cell that could not be merged.</summary>
/// <param name="Cell">Its name.</param>
/// <param name="Reason">One sentence, with the path of the file in the sweep's folder.</param>
internal sealed record LeftOutCell(string Cell, string Reason)
{
    public static LeftOutCell Of(string cell, InputError error, string root) => new(cell, (error with
    {
        File = error.File is { } file ? SweepPath.Within(root, file) : null,
        Message = MessageLimits.Cut(error.Message, SweepPath.LongestMessage),
    }).ToString());
}

/// <summary>Paths as a sweep's report and its messages have them: they hold wherever the folder lies.</summary>
internal static class SweepPath
{
    /// <summary>Of a failure, as far as anybody would read it.</summary>
    public const int LongestMessage = 600;

    public static string Within(string root, string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
