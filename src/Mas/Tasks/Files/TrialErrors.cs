namespace Mas.Tasks.Files;

/// <summary>What is wrong with a file of trials, in the order of its lines; after so many, reading on would help nobody.</summary>
internal sealed class TrialErrors(string file)
{
    private const int Most = 20;

    private readonly List<InputError> _errors = [];

    public bool AreMany => _errors.Count >= Most;

    public void Add(int? line, string? key, string message)
    {
        if (!AreMany)
            _errors.Add(new(message, file, line, Key: key));
    }

    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
            throw new InputException(_errors);
    }
}
