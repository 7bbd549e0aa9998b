using System.Buffers.Binary;
using System.Text;

namespace Mas.Networks.Scripted;

/// <summary>Goes through the stored objects of a TorchScript file, without making any: libtorch believes what they say of tensors, and
/// would read beyond the numbers that are there.</summary>
/// <param name="bytes">A pickle.</param>
/// <param name="numbers">How many bytes there are under a key; −1 for none.</param>
internal sealed class ScriptObjects(byte[] bytes, Func<string, long> numbers)
{
    private const string Tensor = "torch._utils _rebuild_tensor_v2";

    // What else makes something of what is stored.
    private static readonly string[] s_harmless =
    [
        "collections OrderedDict", "torch.jit._pickle build_intlist", "torch.jit._pickle build_tensorlist",
        "torch.jit._pickle build_doublelist", "torch.jit._pickle build_boollist", "torch.jit._pickle restore_type_tag",
    ];

    private static readonly Dictionary<string, int> s_sizes = new()
    {
        ["torch DoubleStorage"] = 8,
        ["torch LongStorage"] = 8,
        ["torch FloatStorage"] = 4,
        ["torch IntStorage"] = 4,
        ["torch HalfStorage"] = 2,
        ["torch BFloat16Storage"] = 2,
        ["torch ShortStorage"] = 2,
        ["torch CharStorage"] = 1,
        ["torch ByteStorage"] = 1,
        ["torch BoolStorage"] = 1,
    };

    private static readonly object s_other = new(), s_mark = new();

    private readonly Stack<object> _stack = new();
    private readonly Dictionary<long, object> _memo = [];
    private int _at;

    private sealed record Named(string Name);

    private sealed record Storage(long Count);

    /// <summary>What is wrong; null where nothing is.</summary>
    public string? Wrong()
    {
        try
        {
            while (true)
            {
                byte code = bytes[_at++];
                if (code == '.')
                    return null;
                if (Step((char)code) is string wrong)
                    return wrong;
            }
        }
        catch (Exception error) when (error is IndexOutOfRangeException or InvalidOperationException or KeyNotFoundException
            or InvalidCastException or ArgumentException)
        {
            return "its objects are no pickle as TorchScript writes it";
        }
    }

    private string? Step(char code)
    {
        switch (code)
        {
            case '\u0080': Take(1); break;
            case 'c': _stack.Push(new Named($"{Line()} {Line()}")); break;
            case 'q': _memo[bytes[_at++]] = _stack.Peek(); break;
            case 'r': _memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))] = _stack.Peek(); break;
            case 'h': _stack.Push(_memo[bytes[_at++]]); break;
            case 'j': _stack.Push(_memo[BinaryPrimitives.ReadUInt32LittleEndian(Take(4))]); break;
            case '(': _stack.Push(s_mark); break;
            case ')': _stack.Push(Array.Empty<object>()); break;
            case 'N' or '\u0088' or '\u0089' or '}' or ']': _stack.Push(s_other); break;
            case 'K': _stack.Push((long)bytes[_at++]); break;
            case 'M': _stack.Push((long)BinaryPrimitives.ReadUInt16LittleEndian(Take(2))); break;
            case 'J': _stack.Push((long)BinaryPrimitives.ReadInt32LittleEndian(Take(4))); break;
            case '\u008a': _stack.Push(Long(Take(bytes[_at++]))); break;
            case 'G': Take(8); _stack.Push(s_other); break;
            case 'X': _stack.Push(Encoding.UTF8.GetString(Take(BinaryPrimitives.ReadUInt32LittleEndian(Take(4))))); break;
            case 't': _stack.Push(ToMark()); break;
            case 'l' or 'd': _ = ToMark(); _stack.Push(s_other); break;
            case 'e' or 'u': _ = ToMark(); break;
            case 'a' or 'b': _ = _stack.Pop(); break;
            case '\u0085' or '\u0086' or '\u0087': _stack.Push(Top(code - '\u0084')); break;
            case '\u0081': _ = (object[])_stack.Pop(); _ = (Named)_stack.Pop(); _stack.Push(s_other); break;
            case 'Q': return Read((object[])_stack.Pop());
            case 'R': return Made((object[])_stack.Pop(), (Named)_stack.Pop());
            default: return $"its objects are no pickle as TorchScript writes it (0x{(int)code:x2})";
        }
        return null;
    }

    private string? Read(object[] id)
    {
        (string type, string key, long count) = (((Named)id[1]).Name, (string)id[2], (long)id[4]);
        _stack.Push(new Storage(count));
        return !s_sizes.TryGetValue(type, out int size) ? $"it stores numbers of a type ({type}) that is not read here"
            : count < 0 || count > numbers(key) / size ? Invariant($"it says that '{key}' has {count} numbers, and there are fewer")
            : null;
    }

    private string? Made(object[] arguments, Named maker)
    {
        _stack.Push(s_other);
        return maker.Name == Tensor
            ? Fits((Storage)arguments[0], (long)arguments[1], (object[])arguments[2], (object[])arguments[3])
                ? null : "it says that a tensor is larger than the numbers that are there"
            : s_harmless.Contains(maker.Name) ? null : $"it stores something ({maker.Name}) that is not read here";
    }

    // The last number of the tensor is there.
    private static bool Fits(Storage storage, long offset, object[] sizes, object[] strides)
    {
        if (offset < 0 || sizes.Length != strides.Length || sizes.Any(size => (long)size < 0) || strides.Any(stride => (long)stride < 0))
            return false;
        if (sizes.Any(size => (long)size == 0))
            return offset <= storage.Count;
        Int128 last = offset;
        foreach ((object size, object stride) in sizes.Zip(strides))
            last += ((Int128)(long)size - 1) * (long)stride;
        return last < storage.Count;
    }

    private ReadOnlySpan<byte> Take(long count)
    {
        ReadOnlySpan<byte> taken = bytes.AsSpan(_at, checked((int)Math.Min(count, int.MaxValue)));
        _at += taken.Length;
        return taken;
    }

    private static long Long(ReadOnlySpan<byte> number)
    {
        Span<byte> wide = stackalloc byte[sizeof(long)];
        if (number.Length > 0 && number[^1] >= 0x80)
            wide.Fill(0xff);
        number.CopyTo(wide); // one that is longer is none that TorchScript writes
        return BinaryPrimitives.ReadInt64LittleEndian(wide);
    }

    private string Line()
    {
        int length = bytes.AsSpan(_at).IndexOf((byte)'\n');
        string line = Encoding.UTF8.GetString(Take(length));
        _at++;
        return line;
    }

    private object[] ToMark()
    {
        var found = new List<object>();
        while (_stack.Pop() is var one && one != s_mark)
            found.Add(one);
        found.Reverse();
        return [.. found];
    }

    private object[] Top(int count)
    {
        var found = new object[count];
        while (count-- > 0)
            found[count] = _stack.Pop();
        return found;
    }
}
