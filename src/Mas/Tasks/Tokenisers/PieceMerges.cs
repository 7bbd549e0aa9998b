namespace Mas.Tasks.Tokenisers;

/// <summary>Cuts a text as a SentencePiece model of the kind BPE does: of all neighbours that make a piece together, those with the highest
/// score join first, and of equals the left ones.</summary>
internal sealed class PieceMerges
{
    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);
    private readonly SentencePieceModel _model;
    private readonly int _longestSymbol;

    public PieceMerges(SentencePieceModel model)
    {
        _model = model;
        foreach ((int id, Piece piece) in model.Pieces.Index())
            if (piece.Kind is PieceKind.Normal or PieceKind.UserDefined or PieceKind.Unused)
                _ids.Add(piece.Text, id);
        _longestSymbol = model.Pieces.Where(piece => piece.Kind == PieceKind.UserDefined).Select(piece => piece.Text.Length)
            .DefaultIfEmpty().Max();
    }

    /// <summary>The parts of a text in which spaces are marked, with the id of each; −1 where no piece is so.</summary>
    public IEnumerable<(string Text, int Id)> Of(string text)
    {
        List<Part> parts = Parts(text);
        var queue = new PriorityQueue<(int Left, int Right, int Length), (float Score, int Left)>(
            Comparer<(float Score, int Left)>.Create((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Left.CompareTo(b.Left)));
        // What a piece that is not used was made of.
        Dictionary<string, (string, string)> made = new(StringComparer.Ordinal);
        for (int i = 1; i < parts.Count; i++)
            Propose(i - 1, i);
        while (queue.TryDequeue(out (int Left, int Right, int Length) pair, out _))
        {
            Part left = parts[pair.Left], right = parts[pair.Right];
            if (left.Text.Length == 0 || right.Text.Length == 0 || left.Text.Length + right.Text.Length != pair.Length)
                continue;
            parts[pair.Left] = left with { Text = left.Text + right.Text, Next = right.Next };
            parts[pair.Right] = right with { Text = "" };
            if (right.Next >= 0)
                parts[right.Next] = parts[right.Next] with { Before = pair.Left };
            Propose(left.Before, pair.Left);
            Propose(pair.Left, right.Next);
        }
        return parts.Where(part => part.Text.Length > 0).SelectMany(part => Used(part.Text, made));

        void Propose(int left, int right)
        {
            if (left < 0 || right < 0 || parts[left].IsFixed || parts[right].IsFixed)
                return;
            string whole = parts[left].Text + parts[right].Text;
            if (!_ids.TryGetValue(whole, out int id))
                return;
            queue.Enqueue((left, right, whole.Length), (_model.Pieces[id].Score, left));
            if (_model.Pieces[id].Kind == PieceKind.Unused)
                made[whole] = (parts[left].Text, parts[right].Text);
        }
    }

    private IEnumerable<(string Text, int Id)> Used(string text, Dictionary<string, (string Left, string Right)> made)
    {
        int id = _ids.GetValueOrDefault(text, -1);
        return id >= 0 && _model.Pieces[id].Kind == PieceKind.Unused && made.TryGetValue(text, out (string Left, string Right) parts)
            ? [.. Used(parts.Left, made), .. Used(parts.Right, made)] : [(text, id)];
    }

    // Single characters, and whole symbols of the user, the longest that begins at a place.
    private List<Part> Parts(string text)
    {
        List<Part> parts = [];
        for (int at = 0; at < text.Length;)
        {
            int length = Math.Min(_longestSymbol, text.Length - at);
            while (length > 0 && !IsSymbol(text.Substring(at, length)))
                length--;
            bool isSymbol = length > 0;
            if (!isSymbol)
                length = char.IsHighSurrogate(text[at]) ? 2 : 1;
            bool isLast = at + length == text.Length;
            parts.Add(new(text.Substring(at, length), isSymbol, parts.Count - 1, isLast ? -1 : parts.Count + 1));
            at += length;
        }
        return parts;
    }

    private bool IsSymbol(string text) => _ids.TryGetValue(text, out int id) && _model.Pieces[id].Kind == PieceKind.UserDefined;

    private readonly record struct Part(string Text, bool IsFixed, int Before, int Next);
}
