using Mas.Results;

namespace Mas.Experiments.Yaml;

/// <summary>Everything that is wrong with one file, gathered before any of it is thrown.</summary>
internal sealed class YamlErrors(string file)
{
    private readonly List<InputError> _errors = [];

    public void Add(Origin origin, string key, string message)
    {
        InputError error = origin.Override is null
            ? new(message, file, origin.Line, origin.Column, key == "" ? null : key)
            : new($"{message} (in the override '{origin.Override}')", Key: key == "" ? null : key);
        // The file is checked in its full and its small form; what they share is wrong once.
        if (!_errors.Contains(error))
            _errors.Add(error);
    }

    /// <summary>Throws what was gathered, in the order of the file, overrides last.</summary>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InputException([.. _errors.OrderBy(error => error.Line ?? int.MaxValue).ThenBy(error => error.Column)]);
    }
}
