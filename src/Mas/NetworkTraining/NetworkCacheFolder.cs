namespace Mas.NetworkTraining;

/// <summary>Where trained networks are kept.</summary>
internal static class NetworkCacheFolder
{
    public const string Variable = "MAS_CACHE";

    /// <summary>The folder that is asked for, else <c>MAS_CACHE</c>, else <c>mas</c> in the user's cache folder; it need not be there.
    /// </summary>
    /// <param name="wanted">Of the option <c>--cache</c>; null where it is not given.</param>
    /// <exception cref="InputException">The user has no such folder.</exception>
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
            return Folder(Environment.SpecialFolder.LocalApplicationData);
        // A relative XDG_CACHE_HOME is invalid by the standard and to be ignored.
        if (!OperatingSystem.IsMacOS() && variable("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache))
            return cache;
        string home = Folder(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches") : Path.Combine(home, ".cache");
    }

    // One that is not there would otherwise be nothing, and the cache a folder of wherever the program runs.
    private static string Folder(Environment.SpecialFolder folder) =>
        Environment.GetFolderPath(folder, Environment.SpecialFolderOption.DoNotVerify) is var path && Path.IsPathRooted(path) ? path
            : throw new InputException(
                $"there is no home folder for the cache of trained networks ('{path}'); name a folder with --cache or {Variable}");
}
