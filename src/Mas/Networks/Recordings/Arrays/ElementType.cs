namespace Mas.Networks.Recordings.Arrays;

/// <summary>How the numbers of an array are stored.</summary>
internal enum ElementClass
{
    Flag, // a byte, not 0 for true
    Signed,
    Unsigned,
    Float, // IEEE 754
}

/// <summary>The type of one stored number.</summary>
/// <param name="Size">Bytes: 1, 2, 4 or 8.</param>
internal readonly record struct ElementType(ElementClass Class, int Size, bool IsBigEndian)
{
    public ValueKind Kind => Class switch
    {
        ElementClass.Flag => ValueKind.Flag,
        ElementClass.Float => ValueKind.Number,
        _ => ValueKind.Whole,
    };

    /// <summary>Whether numbers of this type are read.</summary>
    public bool IsKnown => Class switch
    {
        ElementClass.Flag => Size == 1,
        ElementClass.Float => Size is 2 or 4 or 8,
        _ => Size is 1 or 2 or 4 or 8,
    };

    /// <summary>Such as <c>int16</c>.</summary>
    public override string ToString() => Class switch
    {
        ElementClass.Flag => "bool",
        ElementClass.Signed => Invariant($"int{8 * Size}"),
        ElementClass.Unsigned => Invariant($"uint{8 * Size}"),
        _ => Invariant($"float{8 * Size}"),
    };
}
