using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Mas.Tensors.Safetensors;

/// <summary>The checked header of a safetensors file: 8 bytes little-endian length, that many bytes of JSON, then the data.</summary>
internal sealed record SafetensorsHeader(IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Entries, long DataStart)
{
    /// <summary>Longest header, in bytes: the limit of the reference implementation.</summary>
    public const int MaximumLength = 100_000_000;

    private const int LengthField = 8;

    /// <summary>Reads and checks the header; nothing is allocated for a length that the file does not have.</summary>
    /// <exception cref="InputException">The file is no safetensors file, or its header contradicts itself or the file.</exception>
    public static SafetensorsHeader Read(SafeFileHandle file, string path)
    {
        long fileLength = RandomAccess.GetLength(file);
        RequireOwn(file, fileLength, path);
        int length = ReadLength(file, fileLength, path);
        var json = new byte[length];
        FileBytes.Read(file, LengthField, json, path);
        var header = new HeaderParser(json, path).Parse();
        long dataStart = LengthField + length;
        return new(header.Metadata, Covering(header.Entries, fileLength - dataStart, path), dataStart);
    }

    // The entries in the order of their data, which they must cover exactly: no hole, no overlap, nothing before or after.
    private static TensorEntry[] Covering(IReadOnlyList<TensorEntry> entries, long dataLength, string path)
    {
        TensorEntry[] sorted = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        long covered = 0;
        foreach (TensorEntry entry in sorted)
        {
            if (entry.End > dataLength)
                throw new InputException($"tensor {HeaderParser.Shown(entry.Name)} ends at byte {entry.End} of the data, "
                    + $"but the file has only {dataLength}; it is cut off", path);
            if (entry.Begin > covered)
                throw new InputException($"the bytes from {covered} up to {entry.Begin} of the data, "
                    + $"before tensor {HeaderParser.Shown(entry.Name)}, belong to no tensor; holes are not allowed", path);
            if (entry.Begin < covered)
                throw new InputException($"tensor {HeaderParser.Shown(entry.Name)} begins at byte {entry.Begin} of the data, "
                    + "where another still lies; tensors may not overlap", path);
            covered = entry.End;
        }
        if (covered < dataLength)
            throw new InputException($"{dataLength - covered} bytes follow the last tensor; nothing may", path);
        return sorted;
    }

    // Before its first bytes are taken for a length.
    private static void RequireOwn(SafeFileHandle file, long fileLength, string path)
    {
        Span<byte> start = stackalloc byte[(int)Math.Min(ForeignFile.Length, fileLength)];
        FileBytes.Read(file, 0, start, path);
        if (ForeignFile.Describe(start, Path.GetFileName(path)) is string foreign)
            throw new InputException(foreign, path);
    }

    private static int ReadLength(SafeFileHandle file, long fileLength, string path)
    {
        if (fileLength < LengthField)
            throw new InputException(
                $"the file has {fileLength} bytes; a safetensors file starts with 8 bytes that say how long its header is", path);
        Span<byte> field = stackalloc byte[LengthField];
        FileBytes.Read(file, 0, field, path);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(field);
        if (length > MaximumLength)
            throw new InputException(
                $"the header claims {length} bytes; at most {MaximumLength} are allowed, so this is no safetensors file", path);
        if ((long)length > fileLength - LengthField)
            throw new InputException($"the header claims {length} bytes, but only {fileLength - LengthField} follow; "
                + "the file is cut off or no safetensors file", path);
        return (int)length;
    }
}
