namespace Mas.Tasks.Tokenisers;

/// <summary>What becomes of special tokens, such as the one that begins a sequence, when a text is cut into tokens.</summary>
internal enum SpecialTokens
{
    /// <summary>None is added, and a text that spells one out is read as the letters that stand there.</summary>
    None,

    /// <summary>None is added, and those that stand in the text are read as such: for chat templates that are filled in.</summary>
    Parse,

    /// <summary>Those that stand in the text are read as such, and those are added that the tokeniser adds by itself.</summary>
    Add,
}
