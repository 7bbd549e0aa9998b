namespace Mas.Tasks.Tokenisers;

/// <summary>A token that is found in the text before the vocabulary is asked.</summary>
/// <param name="Content">What stands in the text.</param>
/// <param name="IsSpecial">Whether it controls something, and is no text.</param>
/// <param name="TakesBefore">Whether blanks before it belong to it.</param>
/// <param name="TakesAfter">Whether blanks after it belong to it.</param>
internal sealed record AddedToken(string Content, bool IsSpecial, bool TakesBefore = false, bool TakesAfter = false);
