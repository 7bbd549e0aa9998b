namespace Mas.Tasks.Tokenisers;

/// <summary>Where a tokeniser puts a space that does not stand in the text.</summary>
internal enum LeadingSpace
{
    None,

    /// <summary>Before each stretch between added tokens that does not begin with one.</summary>
    WhereMissing,

    /// <summary>Before each stretch between added tokens.</summary>
    Always,

    /// <summary>Once, before the text.</summary>
    Once,
}
