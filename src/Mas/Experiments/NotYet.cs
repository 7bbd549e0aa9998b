namespace Mas.Experiments;

/// <summary>
/// What the experiment file knows but this version cannot do. Nothing of it is ever ignored: it is an error that says so.
/// </summary>
internal static class NotYet
{
    private static readonly string[] s_keys = [".analyses"];

    /// <summary>Whether the key is one of a later version's.</summary>
    public static bool IsKey(string section, string key) => s_keys.Contains($"{section}.{key}");
}
