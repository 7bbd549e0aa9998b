namespace Mas.Tasks.Tokenisers;

/// <summary>Whether a regular expression that cuts texts is one that the engine of the tokenisers always gets through. It gives up after
/// ten million steps, and the process ends with it: what can be matched in very many ways is refused.</summary>
/// <remarks>In a stretch of length n, a repeat without a limit that something follows which can fail is tried at n places. One such repeat
/// is allowed, and none inside a repeat. References, conditions, and what looks back are refused: no tokeniser of a language model has
/// them.</remarks>
internal ref struct SplitPattern
{
    private const int Longest = 8192, MostLevels = 20, MostTimes = 32;

    private readonly ReadOnlySpan<char> _text;
    private int _at;
    private bool _isRefused;

    private SplitPattern(ReadOnlySpan<char> text) => _text = text;

    /// <summary>Whether it may be used.</summary>
    public static bool IsPlain(string pattern)
    {
        if (pattern.Length is 0 or > Longest)
            return false;
        SplitPattern read = new(pattern);
        Part whole = read.Alternatives(0);
        return !read._isRefused && read._at == pattern.Length && whole.Places(false) <= 1;
    }

    private Part Alternatives(int level)
    {
        if (level > MostLevels)
            _isRefused = true;
        List<Part> branches = [];
        do
        {
            if (branches.Count > 0)
                _at++;
            List<Part> items = [];
            while (!_isRefused && _at < _text.Length && _text[_at] is not ('|' or ')'))
                items.Add(Item(level));
            branches.Add(new Sequence([.. items]));
        }
        while (!_isRefused && _at < _text.Length && _text[_at] == '|');
        return branches.Count == 1 ? branches[0] : new Choice([.. branches]);
    }

    private Part Item(int level)
    {
        Part part = _text[_at] switch
        {
            '(' => Group(level),
            '[' => Class(),
            '\\' => Escape(),
            '*' or '+' or '?' or '{' => Refuse(),
            _ => Single(),
        };
        return _isRefused ? part : Repeated(part);
    }

    private Part Group(int level)
    {
        ReadOnlySpan<char> rest = _text[_at..];
        bool looksAhead = rest.StartsWith("(?=") || rest.StartsWith("(?!");
        if (looksAhead || rest.StartsWith("(?:"))
            _at += 3;
        else if (rest.StartsWith("(?i:"))
            _at += 4;
        else if (rest.StartsWith("(?") || rest.StartsWith("(*"))
            return Refuse();
        else
            _at++;
        Part body = Alternatives(level + 1);
        if (_at == _text.Length)
            return Refuse();
        _at++;
        return looksAhead ? new Ahead(body) : body;
    }

    private Part Class()
    {
        int depth = 0;
        for (int first = _at; _at < _text.Length; _at++)
        {
            char one = _text[_at];
            bool isLiteral = one == ']' && _at > first && _text[_at - 1] is '[' or '^' && depth == 1 && _at <= first + 2;
            if (one == '\\')
                _at++;
            else if (one == '[')
                depth++;
            else if (one == ']' && !isLiteral && --depth == 0)
            {
                _at++;
                return Character.One;
            }
        }
        return Refuse();
    }

    private Part Escape()
    {
        if (_at + 1 == _text.Length || _text[_at + 1] is (>= '0' and <= '9') or 'k' or 'g' or 'K' or 'R' or 'X' or 'Q' or 'y' or 'Y')
            return Refuse();
        char kind = _text[_at + 1];
        _at += 2;
        if (kind is not ('p' or 'P' or 'x' or 'u') || _at == _text.Length || _text[_at] != '{')
            return Character.One;
        int length = _text[_at..].IndexOf('}');
        _at += length + 1;
        return length < 0 ? Refuse() : Character.One;
    }

    private Part Single()
    {
        _at++;
        return Character.One;
    }

    private Part Repeated(Part part)
    {
        if (!Times(out int least, out int most))
            return part;
        // A second sign says how: as few as possible, or whatever comes without trying again.
        bool isCounted = _text[_at - 1] == '}', isPossessive = false;
        if (_at < _text.Length && _text[_at] is '?' or '+')
        {
            isPossessive = _text[_at] == '+';
            _at++;
        }
        if ((isPossessive && isCounted) || (_at < _text.Length && _text[_at] is '*' or '+' or '?' or '{') || (most > 1 && part.IsVaried))
            return Refuse();
        return new Repeat(part, least, most, isPossessive);
    }

    private bool Times(out int least, out int most)
    {
        (least, most) = (0, int.MaxValue);
        char sign = _at < _text.Length ? _text[_at] : '\0';
        if (sign is not ('*' or '+' or '?' or '{'))
            return false;
        _at++;
        if (sign is '+')
            least = 1;
        else if (sign is '?')
            most = 1;
        else if (sign is '{')
            Counted(out least, out most);
        return true;
    }

    private void Counted(out int least, out int most)
    {
        (least, most) = (0, 0);
        int length = _text[_at..].IndexOf('}');
        ReadOnlySpan<char> inside = length < 0 ? default : _text.Slice(_at, length);
        int comma = inside.IndexOf(',');
        bool isRead = int.TryParse(comma < 0 ? inside : inside[..comma], NumberStyles.None, null, out least);
        most = comma < 0 ? least : int.MaxValue;
        if (comma >= 0 && comma + 1 < inside.Length)
            isRead &= int.TryParse(inside[(comma + 1)..], NumberStyles.None, null, out most);
        _isRefused |= !isRead || least > MostTimes;
        _at += length + 1;
    }

    private Part Refuse()
    {
        _isRefused = true;
        return Character.One;
    }

    // A part of the pattern; how often what came before it may be tried again.
    private abstract record Part(bool CanFail, bool IsVaried)
    {
        /// <summary>At how many kinds of places of a stretch the matching goes back and tries again.</summary>
        public abstract int Places(bool canFailAfter);
    }

    private sealed record Character() : Part(true, false)
    {
        public static Character One { get; } = new();

        public override int Places(bool canFailAfter) => 0;
    }

    private sealed record Ahead(Part Body) : Part(true, Body.IsVaried)
    {
        public override int Places(bool canFailAfter) => Body.Places(false);
    }

    private sealed record Repeat(Part Body, int Least, int Most, bool IsPossessive) : Part(Least > 0 && Body.CanFail, Least != Most)
    {
        public override int Places(bool canFailAfter) =>
            Body.Places(canFailAfter) + (Most > MostTimes && canFailAfter && !IsPossessive ? 1 : 0);
    }

    private sealed record Choice(Part[] Branches) : Part(Branches.All(branch => branch.CanFail), true)
    {
        public override int Places(bool canFailAfter) => Branches.Max(branch => branch.Places(canFailAfter));
    }

    private sealed record Sequence(Part[] Items) : Part(Items.Any(item => item.CanFail), Items.Any(item => item.IsVaried))
    {
        public override int Places(bool canFailAfter)
        {
            int places = 0;
            foreach (Part item in Items.Reverse())
            {
                places += item.Places(canFailAfter);
                canFailAfter |= item.CanFail;
            }
            return places;
        }
    }
}
