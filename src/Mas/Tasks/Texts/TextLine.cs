namespace Mas.Tasks.Texts;

/// <summary>A text of a file.</summary>
/// <param name="Line">The line it stands on, from 1.</param>
internal readonly record struct TextLine(int Line, string Text)
{
    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);
}
