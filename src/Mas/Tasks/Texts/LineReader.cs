using Microsoft.Win32.SafeHandles;

namespace Mas.Tasks.Texts;

/// <summary>Reads a file of any length line by line. Memory is that of the longest line.</summary>
internal sealed class LineReader(string path, int longest) : IDisposable
{
    private const int FirstLength = 1 << 16;

    private const long ToldAfter = 1 << 24; // bytes

    private readonly SafeFileHandle _file = FileBytes.Open(path);
    private byte[] _buffer = new byte[FirstLength];
    private int _start, _end, _line;
    private long _offset, _told;

    /// <summary>Is told now and then how many bytes have been read, and of how many; may throw to stop.</summary>
    public Action<long, long>? Progress { get; init; }

    /// <summary>Goes to the next line; false at the end of the file.</summary>
    /// <param name="bytes">The line without its end, until the next one is asked for. Of the first line the mark that some editors put
    /// before UTF-8 is left out.</param>
    /// <param name="line">Its number from 1.</param>
    /// <exception cref="InputException">The file cannot be read, a line is too long, or there are too many.</exception>
    public bool Next(out ReadOnlyMemory<byte> bytes, out int line)
    {
        (bytes, line) = (default, 0);
        int length = ToEnd();
        if (length < 0)
            return false;
        line = _line < int.MaxValue ? ++_line : throw new InputException($"the file has more than {int.MaxValue} lines; split it", path);
        bytes = _buffer.AsMemory(_start, length);
        _start = Math.Min(_start + length + 1, _end);
        if (bytes.Span is [.., (byte)'\r'])
            bytes = bytes[..^1];
        if (line == 1 && bytes.Span is [0xEF, 0xBB, 0xBF, ..])
            bytes = bytes[3..];
        return true;
    }

    public void Dispose() => _file.Dispose();

    // Bytes before the next line's end; −1 where nothing is left.
    private int ToEnd()
    {
        for (int searched = 0; ;)
        {
            int found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (found >= 0)
                return Limited(searched + found);
            searched = Limited(_end - _start);
            if (!Fill())
                return searched > 0 ? searched : -1;
        }
    }

    private int Limited(int length) => length <= longest ? length : throw new InputException(
        $"the line is longer than {longest} bytes; write one text on each line", path, _line + 1);

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
        int read = FileBytes.ReadSome(_file, _offset, _buffer.AsSpan(_end), path);
        _end += read;
        _offset += read;
        if (_offset - _told >= ToldAfter)
            Progress?.Invoke(_told = _offset, RandomAccess.GetLength(_file));
        return read > 0;
    }
}
