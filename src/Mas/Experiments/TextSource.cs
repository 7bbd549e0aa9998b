using Mas.Tasks;

namespace Mas.Experiments;

/// <summary>What becomes of special tokens that stand in a text.</summary>
internal enum TextSpecials
{
    /// <summary>They are read as the letters that stand there.</summary>
    None,

    /// <summary>They are read as special tokens: for chat templates that are filled in.</summary>
    Parse,
}

/// <summary>A file of recorded texts, which language models read and continue: no causal model.</summary>
/// <param name="Path">As the experiment file gives it, relative to that.</param>
/// <param name="FullPath">Absolute.</param>
internal sealed record TextSource(string Path, string FullPath) : TaskSource
{
    /// <summary>Its key in the experiment file.</summary>
    public const string FileKey = "text";

    /// <summary>Key of the text in each object, where the lines are such.</summary>
    public string Field { get; init; } = "text";

    /// <summary>Tokens of each text that are read.</summary>
    public int Context { get; init; } = 32;

    /// <summary>Tokens that each text has with its continuation.</summary>
    public int Length { get; init; } = 64;

    /// <summary>What becomes of special tokens.</summary>
    public TextSpecials Special { get; init; }

    internal override string Description => $"the texts of {System.IO.Path.GetFileName(Path)}";

    public override TaskSource SeenFrom(string folder) =>
        this with { Path = System.IO.Path.GetRelativePath(folder, FullPath).Replace(System.IO.Path.DirectorySeparatorChar, '/') };

    /// <exception cref="InputException">Always: texts have no variables.</exception>
    public override SequenceTask ToTask() => throw new InputException(
        "recorded texts have no causal variables; this command is for tasks, and texts are for 'mas run'", key: "task");

    internal override string Entry(Func<string, string> quoted) => Invariant($"{{ {FileKey}: {quoted(Path)}, field: {quoted(Field)}, ")
        + Invariant($"context: {Context}, length: {Length}, special_tokens: {Special.ToString().ToLowerInvariant()} }}");
}
