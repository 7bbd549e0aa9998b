using System.Text;

namespace Mas.Tasks.Tokenisers;

/// <summary>What a piece of a SentencePiece model is, by the numbers of its format.</summary>
internal enum PieceKind
{
    Normal = 1,
    Unknown = 2,
    Control = 3,
    UserDefined = 4,
    Unused = 5,
    Byte = 6,
}

/// <summary>A piece of a SentencePiece model.</summary>
internal readonly record struct Piece(string Text, float Score, PieceKind Kind);

/// <summary>What a <c>tokenizer.model</c> says: pieces by their ids, and how a text is prepared.</summary>
internal sealed record SentencePieceModel(Piece[] Pieces, bool FallsToBytes, bool AddsSpace)
{
    private const int Bpe = 2, LongestPiece = 256;

    /// <exception cref="InputException">It is damaged, or of a kind that is not read.</exception>
    public static SentencePieceModel Read(ReadOnlySpan<byte> bytes, string path)
    {
        List<Piece> pieces = [];
        bool fallsToBytes = false, addsSpace = true;
        ProtobufReader reader = new(bytes, path);
        while (reader.Next(out int field))
        {
            if (field == 1)
                pieces.Add(ReadPiece(reader.Bytes(), path));
            else if (field == 2)
                fallsToBytes = ReadTrainer(reader.Bytes(), path);
            else if (field == 3)
                addsSpace = ReadNormaliser(reader.Bytes(), path);
            else
                reader.Skip();
            if (pieces.Count > TokenList.MostIds)
                throw new InputException($"the model has more than {TokenList.MostIds} pieces; the file is damaged", path);
        }
        Require(pieces, fallsToBytes, path);
        return new([.. pieces], fallsToBytes, addsSpace);
    }

    private static void Require(List<Piece> pieces, bool fallsToBytes, string path)
    {
        if (pieces.Count == 0)
            throw new InputException("this is no SentencePiece model: it has no pieces; was it downloaded in full?", path);
        HashSet<string> known = [];
        foreach (Piece piece in pieces)
            if (piece.Text.Length is 0 or > LongestPiece || !known.Add(piece.Text) || float.IsNaN(piece.Score)
                || (piece.Kind == PieceKind.Byte && PieceSpelling.ByteOf(piece.Text) is null))
                throw new InputException($"the piece '{MessageLimits.Cut(piece.Text, 60)}' is empty or very long, stands twice, or is no "
                    + "byte where it says so; the file is damaged", path);
        int bytes = pieces.Count(piece => piece.Kind == PieceKind.Byte);
        if (pieces.Count(piece => piece.Kind == PieceKind.Unknown) != 1 || (fallsToBytes && bytes != 256))
            throw new InputException($"the model has not one piece for what is unknown, or {bytes} of the 256 bytes; "
                + "the file is damaged", path);
    }

    private static Piece ReadPiece(ReadOnlySpan<byte> bytes, string path)
    {
        Piece piece = new("", 0, PieceKind.Normal);
        ProtobufReader reader = new(bytes, path);
        while (reader.Next(out int field))
        {
            if (field == 1)
                piece = piece with { Text = Text(reader.Bytes(), path) };
            else if (field == 2)
                piece = piece with { Score = reader.Single() };
            else if (field == 3 && (PieceKind)reader.Number() is var kind)
                piece = piece with { Kind = Enum.IsDefined(kind) ? kind : throw Other("a piece of a kind that is not known", path) };
            else if (field != 3)
                reader.Skip();
        }
        return piece;
    }

    private static bool ReadTrainer(ReadOnlySpan<byte> bytes, string path)
    {
        ulong kind = 1, fallsToBytes = 0;
        ProtobufReader reader = new(bytes, path);
        while (reader.Next(out int field))
        {
            if (field == 3)
                kind = reader.Number();
            else if (field == 35)
                fallsToBytes = reader.Number();
            else if (field == 24 && reader.Number() != 0)
                throw Other("spaces at the end of words", path);
            else if (field != 24)
                reader.Skip();
        }
        return kind == Bpe ? fallsToBytes != 0 : throw Other("a model of another kind than BPE", path);
    }

    private static bool ReadNormaliser(ReadOnlySpan<byte> bytes, string path)
    {
        ulong addsSpace = 1, joinsSpaces = 1, marksSpaces = 1;
        ProtobufReader reader = new(bytes, path);
        while (reader.Next(out int field))
        {
            if (field == 2 && reader.Bytes().Length > 0)
                throw Other("a table that changes characters", path);
            if (field == 3)
                addsSpace = reader.Number();
            else if (field == 4)
                joinsSpaces = reader.Number();
            else if (field == 5)
                marksSpaces = reader.Number();
            else if (field != 2)
                reader.Skip();
        }
        return joinsSpaces == 0 && marksSpaces != 0 ? addsSpace != 0 : throw Other("spaces that are joined or not marked", path);
    }

    private static string Text(ReadOnlySpan<byte> bytes, string path) => System.Text.Unicode.Utf8.IsValid(bytes)
        ? Encoding.UTF8.GetString(bytes) : throw new InputException("a piece of the model is not UTF-8; the file is damaged", path);

    private static InputException Other(string what, string path) =>
        new($"the model has {what}, which is not read; give the tokenizer.json of this model", path);
}
