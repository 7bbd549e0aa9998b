namespace Mas.Tensors.Safetensors;

/// <summary>One tensor of a safetensors file: what the header says of it, checked.</summary>
/// <param name="Name">Unique in the file.</param>
/// <param name="Shape">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Begin">First byte, counted from the start of the data.</param>
/// <param name="End">The byte after the last one.</param>
internal sealed record TensorEntry(string Name, Dtype Dtype, long[] Shape, long Begin, long End)
{
    public long ByteCount => End - Begin;

    /// <summary>Number of values.</summary>
    public long Count => ByteCount / Dtype.Size();
}
