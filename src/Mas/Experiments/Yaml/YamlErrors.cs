namespace Mas.Experiments.Yaml;

/// <summary>Everything that is wrong with one file, gathered before any of it is thrown.</summary>
internal sealed class YamlErrors(string file)
{
    private const int LongestShown = 120;

    // A set: the file is checked in its full and its small form, and what they share is wrong once.
    private readonly HashSet<InputError> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(Origin origin, string key, string message)
    {
        string? known = key == "" ? null : key;
        _errors.Add(origin.Override is null
            ? new(message, file, origin.Line, origin.Column, known)
            : new($"{message} (in the override '{Shown(origin.Override)}')", Key: known));
    }

    /// <summary>Errors of another file that this one names.</summary>
    public void Add(IReadOnlyList<InputError> others) => _errors.UnionWith(others);

    /// <summary>Throws what was gathered, in the order of the file, overrides last.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InputException([.. _errors.OrderBy(error => error.File == file ? 0 : 1)
                .ThenBy(error => error.Line ?? int.MaxValue).ThenBy(error => error.Column)]);
    }

    private static string Shown(string text) => (text.Length <= LongestShown ? text : text[..LongestShown] + "…").ReplaceLineEndings(" ");
}
