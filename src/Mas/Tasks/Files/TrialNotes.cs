namespace Mas.Tasks.Files;

/// <summary>What the lines of a file of trials have in common, gathered while they are read.</summary>
internal sealed class TrialNotes
{
    private (bool HasVectors, bool HasLabels)? _form;

    /// <summary>Tokens.</summary>
    public WordList Words { get; } = new();

    /// <summary>Labels that are predicted at positions, where these are not the next tokens.</summary>
    public WordList Labels { get; } = new();

    /// <summary>Vectors that are fed in place of tokens.</summary>
    public StimulusList Stimuli { get; } = new();

    /// <summary>The variables, in the order of the first line that has any.</summary>
    public List<VariableColumn> Columns { get; } = [];

    /// <summary>Whether vectors are fed, and whether labels are predicted.</summary>
    public (bool HasVectors, bool HasLabels) Form => _form ?? default;

    /// <summary>Whether a line is like those before it.</summary>
    public bool IsLike(bool hasVectors, bool hasLabels)
    {
        _form ??= (hasVectors, hasLabels);
        return _form == (hasVectors, hasLabels);
    }
}
