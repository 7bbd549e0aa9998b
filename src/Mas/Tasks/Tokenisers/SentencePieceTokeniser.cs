using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>A <c>tokenizer.model</c> of SentencePiece, of the kind BPE.</summary>
internal sealed class SentencePieceTokeniser : Tokeniser
{
    private const char Mark = '▁';

    // What SentencePiece writes for what it does not know.
    private const string UnknownText = " ⁇ ";

    private readonly SentencePieceModel _model;
    private readonly PieceMerges _merges;
    private readonly int[] _bytes = new int[256];
    private readonly int _unknown;
    private readonly bool _addsEnd;

    /// <param name="addsBeginning">Whether the token that begins a sequence is added to a text.</param>
    /// <param name="addsEnd">Whether the one that ends it is.</param>
    public SentencePieceTokeniser(SentencePieceModel model, bool addsBeginning, bool addsEnd, string path, string hash)
    {
        (_model, _merges, _addsEnd, File, Hash) = (model, new(model), addsEnd, path, hash);
        _unknown = Array.FindIndex(model.Pieces, piece => piece.Kind == PieceKind.Unknown);
        foreach ((int id, Piece piece) in model.Pieces.Index())
            if (piece.Kind == PieceKind.Byte)
                _bytes[PieceSpelling.ByteOf(piece.Text)!.Value] = id;
        SpecialIds = [.. model.Pieces.Index().Where(entry => entry.Item.Kind is PieceKind.Control or PieceKind.Unknown)
            .Select(entry => entry.Index)];
        Beginning = addsBeginning ? Control("<s>") : null;
    }

    public override string File { get; }

    public override string Hash { get; }

    public override int VocabularySize => _model.Pieces.Length;

    public override IReadOnlyList<int> SpecialIds { get; }

    public override int? Beginning { get; }

    public override LeadingSpace Leading => _model.AddsSpace ? LeadingSpace.Once : LeadingSpace.None;

    public override bool Normalises => false;

    public override byte[]? Bytes(int id) => id < 0 || id >= _model.Pieces.Length ? null
        : _model.Pieces[id] is { Kind: PieceKind.Byte } piece ? [PieceSpelling.ByteOf(piece.Text)!.Value]
        : Encoding.UTF8.GetBytes(_model.Pieces[id].Text.Replace(Mark, ' '));

    public override AddedToken? Added(int id) => id >= 0 && id < _model.Pieces.Length
        && _model.Pieces[id].Kind is PieceKind.Control or PieceKind.Unknown ? new(_model.Pieces[id].Text, IsSpecial: true) : null;

    /// <summary>It holds nothing that must be given back.</summary>
    public override void Dispose()
    {
    }

    /// <remarks>SentencePiece never writes control tokens out.</remarks>
    public override string Decode(ReadOnlySpan<int> ids, bool withSpecial = true)
    {
        var text = new StringBuilder();
        List<byte> bytes = [];
        bool isFirst = _model.AddsSpace;
        foreach (int id in ids)
        {
            if (id < 0 || id >= _model.Pieces.Length || _model.Pieces[id].Kind == PieceKind.Control)
                continue;
            Piece piece = _model.Pieces[id];
            if (piece.Kind == PieceKind.Byte)
            {
                bytes.Add(PieceSpelling.ByteOf(piece.Text)!.Value);
                continue;
            }
            Flush(bytes, text);
            string said = piece.Kind == PieceKind.Unknown ? UnknownText : piece.Text.Replace(Mark, ' ');
            bool drops = isFirst && text.Length == 0 && piece.Text[0] == Mark;
            text.Append(drops ? said[1..] : said);
            isFirst = isFirst && text.Length == 0 && !drops;
        }
        Flush(bytes, text);
        return text.ToString();
    }

    protected override int[] Cut(string text, SpecialTokens special)
    {
        if (special == SpecialTokens.Parse && Spelled(text) is string control)
            throw new InputException($"a text spells out {control}, and a tokenizer.model never reads control tokens in a text; "
                + "give the tokenizer.json of this model beside it", File);
        List<int> ids = [];
        if (special == SpecialTokens.Add && Beginning is int begins)
            ids.Add(begins);
        int start = ids.Count;
        if (text.Length > 0)
            foreach ((string part, int id) in _merges.Of((_model.AddsSpace ? "▁" : "") + text.Replace(' ', Mark)))
                Append(ids, part, id, start);
        if (special == SpecialTokens.Add && _addsEnd && Control("</s>") is int ends)
            ids.Add(ends);
        return [.. ids];
    }

    // What is unknown is bytes, or one token however long it is.
    private void Append(List<int> ids, string part, int id, int start)
    {
        if (id >= 0)
            ids.Add(id);
        else if (_model.FallsToBytes)
            ids.AddRange(Encoding.UTF8.GetBytes(part).Select(one => _bytes[one]));
        else if (ids.Count == start || ids[^1] != _unknown)
            ids.Add(_unknown);
    }

    private string? Spelled(string text) => _model.Pieces
        .Where(piece => piece.Kind == PieceKind.Control && text.Contains(piece.Text, StringComparison.Ordinal))
        .Select(piece => piece.Text).FirstOrDefault();

    private int? Control(string text) =>
        Array.FindIndex(_model.Pieces, piece => piece.Kind == PieceKind.Control && piece.Text == text) is >= 0 and int id ? id : null;

    // Bytes that are no text are each a sign of their own.
    private static void Flush(List<byte> bytes, StringBuilder text)
    {
        ReadOnlySpan<byte> rest = bytes.ToArray();
        while (!rest.IsEmpty)
        {
            bool isWhole = Rune.DecodeFromUtf8(rest, out Rune rune, out int read) == System.Buffers.OperationStatus.Done;
            text.Append(isWhole ? rune : Rune.ReplacementChar);
            rest = rest[(isWhole ? read : 1)..];
        }
        bytes.Clear();
    }
}
