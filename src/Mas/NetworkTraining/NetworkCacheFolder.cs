namespace Mas.NetworkTraining;

/// <summary>Where trained networks are kept.</summary>
internal static class NetworkCacheFolder
{
    public const string Variable = "MAS_CACHE";

    /// <summary>The folder that is asked for, else <c>MAS_CACHE</c>, else <c>mas</c> in the user's cache folder.</summary>
    /// <param name="wanted">Of the option <c>--cache</c>; null where it is not given.</param>
    /// <param name="variable">Value of an environment variable, or null; null for the environment of the process.</param>
    public static string Choose(string? wanted = null, Func<string, string?>? variable = null)
    {
        variable ??= Environment.GetEnvironmentVariable;
        if (!string.IsNullOrEmpty(wanted))
            return Path.GetFullPath(wanted);
        return variable(Variable) is { Length: > 0 } set ? Path.GetFullPath(set) : Path.Combine(UserCache(variable), "mas");
    }

    private static string UserCache(Func<string, string?> variable)
    {
        if (OperatingSystem.IsWindows())
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        if (OperatingSystem.IsMacOS())
            return Path.Combine(home, "Library", "Caches");
        // A relative XDG_CACHE_HOME is invalid by the standard and to be ignored.
        return variable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache) ? cache : Path.Combine(home, ".cache");
    }
}
