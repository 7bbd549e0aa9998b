using System.IO.MemoryMappedFiles;
using Mas.Kernels;

namespace Mas.Networks.TextActivity;

/// <summary>Rows of float32 numbers in a file, mapped: what is not read takes no memory. Safe to use from several threads.</summary>
/// <remarks>Whoever shortens a mapped file ends the process that reads it: the caller holds the lock of the file's folder, and has seen its
/// length under it.</remarks>
internal sealed class MappedNumbers : IDisposable
{
    private const int NumbersAtOnce = 1 << 24; // a part of a tensor's memory is seen as a span, which ends at 2 GiB

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly int _width;

    /// <param name="rows">That the file has.</param>
    /// <exception cref="InputException">It is missing, or of another size.</exception>
    public MappedNumbers(string path, long rows, int width)
    {
        _width = width;
        FileStream stream = new(FileBytes.Open(path), FileAccess.Read);
        try
        {
            long bytes = rows * width * sizeof(float);
            if (stream.Length != bytes)
                throw new InputException($"the file has {stream.Length} bytes instead of {bytes}; it was changed meanwhile", path);
            _file = MemoryMappedFile.CreateFromFile(
                stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            _view = _file.CreateViewAccessor(0, bytes, MemoryMappedFileAccess.Read);
        }
        catch
        {
            _file?.Dispose();
            stream.Dispose();
            throw;
        }
    }

    /// <summary>These rows in a tensor of their own, [rows, width].</summary>
    public Tensor Read(ReadOnlySpan<int> rows)
    {
        Tensor all = Device.Cpu.Empty(rows.Length, _width);
        int rowsAtOnce = Math.Max(1, NumbersAtOnce / _width);
        for (int first = 0; first < rows.Length; first += rowsAtOnce)
        {
            int count = Math.Min(rowsAtOnce, rows.Length - first);
            using Tensor part = all.narrow(0, first, count);
            Copy(rows.Slice(first, count), Numbers.Of<float>(part));
        }
        return all;
    }

    // Rows that follow each other are copied together.
    private void Copy(ReadOnlySpan<int> rows, Span<float> target)
    {
        for (int first = 0, count; first < rows.Length; first += count)
        {
            count = 1;
            while (first + count < rows.Length && rows[first + count] == rows[first] + count)
                count++;
            _view.SafeMemoryMappedViewHandle.ReadSpan(
                (ulong)rows[first] * (ulong)_width * sizeof(float), target.Slice(first * _width, count * _width));
        }
    }

    public void Dispose()
    {
        _view.Dispose();
        _file.Dispose();
    }
}
