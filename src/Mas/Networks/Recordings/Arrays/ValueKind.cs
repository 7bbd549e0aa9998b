namespace Mas.Networks.Recordings.Arrays;

/// <summary>What the values of an array or of a column are.</summary>
internal enum ValueKind
{
    Whole,
    Number,
    Text, // a category, or any words
    Flag, // true or false
}
