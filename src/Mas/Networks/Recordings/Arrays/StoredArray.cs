using System.Numerics;

namespace Mas.Networks.Recordings.Arrays;

/// <summary>An array in a file: what it is called and how large it is, known without its values, which are read when they are asked
/// for.</summary>
/// <param name="path">Of the file, for messages.</param>
/// <param name="name">Its name or path in the file.</param>
/// <param name="shape">In the order in which the file's own program shows it.</param>
internal abstract class StoredArray(string path, string name, long[] shape, ReadingLimit limit)
{
    public string Path => path;

    public string Name => name;

    public long[] Shape => shape;

    /// <summary>The type in words, such as <c>float32</c> or <c>text</c>.</summary>
    public abstract string Type { get; }

    public abstract ValueKind Kind { get; }

    /// <summary>The values of a cell, each an array of its own; none of an array of numbers or texts.</summary>
    public virtual IReadOnlyList<StoredArray> Cells => [];

    /// <summary>Whether the first dimension is the one that runs fastest in the file, as in Fortran and MATLAB.</summary>
    public bool IsColumnMajor { get; init; }

    public long Count { get; } = ArrayShape.Count(shape)
        ?? throw new InputException($"array '{name}' of shape {ArrayShape.Text(shape)} has more elements than 63 bits can count", path);

    /// <summary>All numbers, in the order of the file.</summary>
    /// <exception cref="InputException">They are texts, too many, or not there.</exception>
    public unsafe T[] Numbers<T>()
        where T : unmanaged, INumber<T>
    {
        if (Kind == ValueKind.Text)
            throw Fail($"array '{name}' holds texts; numbers are wanted");
        limit.Require($"array '{name}'", Count, sizeof(T), path);
        RequireStored();
        var values = new T[Count];
        try
        {
            Fill(values.AsSpan());
        }
        catch (OverflowException error)
        {
            throw new InputException($"array '{name}' has whole numbers beyond 2^53, which are not exact in float64; store smaller ones, "
                + "or numbers that count from the start of the recording", path, inner: error);
        }
        return values;
    }

    /// <summary>All texts, in the order of the file.</summary>
    /// <exception cref="InputException">They are numbers, too many, or not there.</exception>
    public string[] Texts()
    {
        if (Kind != ValueKind.Text)
            throw Fail($"array '{name}' holds numbers ({Type}); texts are wanted");
        limit.Require($"array '{name}'", Count, 64, path);
        RequireStored();
        return ReadTexts();
    }

    /// <summary>Refuses an array whose values cannot all be in the file.</summary>
    protected abstract void RequireStored();

    protected abstract void Fill<T>(Span<T> values)
        where T : unmanaged, INumber<T>;

    protected abstract string[] ReadTexts();

    protected InputException Fail(string message) => new(message, path);
}
