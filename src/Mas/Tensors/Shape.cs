namespace Mas.Tensors;

/// <summary>Shape checks at public edges: libtorch ends the process on some bad shapes, so it must never see them.</summary>
internal static class Shape
{
    /// <summary>Throws unless <paramref name="tensor"/> is a matrix of the wanted size; −1 accepts any size.</summary>
    public static void RequireMatrix(Tensor tensor, long rows, long columns, string name)
    {
        if (tensor.dim() != 2 || (rows >= 0 && tensor.size(0) != rows) || (columns >= 0 && tensor.size(1) != columns))
            throw new ArgumentException(
                $"{name} has shape [{string.Join(", ", tensor.shape)}]; wanted [{Wanted(rows)}, {Wanted(columns)}].", name);
    }

    /// <summary>Throws unless <paramref name="tensor"/> is a vector of the wanted size.</summary>
    public static void RequireVector(Tensor tensor, long size, string name)
    {
        if (tensor.dim() != 1 || tensor.size(0) != size)
            throw new ArgumentException($"{name} has shape [{string.Join(", ", tensor.shape)}]; wanted [{size}].", name);
    }

    private static string Wanted(long size) => size < 0 ? "any" : size.ToString(CultureInfo.InvariantCulture);
}
