using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.NumPy;

/// <summary>The dictionary of a npy header: <c>descr</c>, <c>fortran_order</c> and <c>shape</c>, as literals and nothing else.</summary>
internal sealed class NpyHeaderText(string text, Func<string, InputException> fail)
{
    private int _at;

    /// <param name="dataStart">First byte of the numbers.</param>
    public NpyHeader Parse(int dataStart)
    {
        NpyType? type = null;
        bool? isColumnMajor = null;
        long[]? shape = null;
        Expect('{');
        while (!Next('}'))
        {
            string key = Quoted();
            Expect(':');
            switch (key)
            {
                case "descr" when type is null:
                    type = NpyType.Parse(Descr(), fail);
                    break;
                case "fortran_order" when isColumnMajor is null:
                    isColumnMajor = Truth();
                    break;
                case "shape" when shape is null:
                    shape = Numbers();
                    break;
                default:
                    throw fail($"the npy header has the key '{key}' too often, or it is not known; descr, fortran_order and shape are "
                        + "wanted");
            }
            if (!Next(','))
            {
                Expect('}');
                break;
            }
        }
        if (text.AsSpan(_at).Trim(" \n\0").Length > 0)
            throw Broken();
        if (type is null || isColumnMajor is null || shape is null)
            throw fail($"the npy header has no {(type is null ? "descr" : shape is null ? "shape" : "fortran_order")}");
        return new(type, isColumnMajor.Value, shape, dataStart);
    }

    private string Descr()
    {
        Blanks();
        if (_at < text.Length && text[_at] == '[')
            throw fail("the array has fields (a structured type); save each field as an array of its own");
        return Quoted();
    }

    private long[] Numbers()
    {
        var numbers = new List<long>();
        Expect('(');
        while (!Next(')'))
        {
            Blanks();
            int start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || text[_at] == '-'))
                _at++;
            ReadOnlySpan<char> number = text.AsSpan(start.._at);
            if (number.StartsWith("-"))
                throw fail($"the npy shape has the dimension {number}; dimensions are 0 or more");
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long value))
                throw fail("the npy shape is no list of whole numbers that fit in 63 bits; nothing else is read there, and nothing is run");
            if (numbers.Count == ArrayShape.MostDimensions)
                throw fail($"the npy shape has more than {ArrayShape.MostDimensions} dimensions");
            numbers.Add(value);
            if (!Next(','))
            {
                Expect(')');
                break;
            }
        }
        return [.. numbers];
    }

    private bool Truth()
    {
        Blanks();
        foreach ((string word, bool value) in (ReadOnlySpan<(string, bool)>)[("True", true), ("False", false)])
            if (text.AsSpan(_at).StartsWith(word))
            {
                _at += word.Length;
                return value;
            }
        throw fail("fortran_order in the npy header is neither True nor False");
    }

    private string Quoted()
    {
        Blanks();
        if (_at >= text.Length || text[_at] is not ('\'' or '"'))
            throw Broken();
        int end = text.IndexOf(text[_at], _at + 1);
        if (end < 0)
            throw Broken();
        string quoted = text[(_at + 1)..end];
        _at = end + 1;
        return quoted;
    }

    private bool Next(char wanted)
    {
        Blanks();
        if (_at >= text.Length || text[_at] != wanted)
            return false;
        _at++;
        return true;
    }

    private void Expect(char wanted)
    {
        if (!Next(wanted))
            throw Broken();
    }

    private void Blanks()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n')
            _at++;
    }

    private InputException Broken() => fail("the npy header is broken: wanted is {'descr': ..., 'fortran_order': ..., 'shape': (...)}");
}
