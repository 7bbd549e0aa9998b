using System.Runtime.InteropServices;
using Mas.Tasks.Tokenisers;

namespace Mas.Tasks.Texts;

/// <summary>Draws the texts of a file that are needed, and cuts each to the same number of tokens.</summary>
/// <remarks>Each text has a place that follows from the seed and its own letters, and the first ones of each split are taken: whatever the
/// order of the lines, and nearly the same ones for every tokeniser. Memory is that of the texts that are kept.</remarks>
internal sealed class TextCut
{
    private readonly TextFile _file;
    private readonly Tokeniser _tokeniser;
    private readonly TextCutOptions _options;
    private readonly Dictionary<string, DrawnTexts> _drawn;
    private long _lines, _empty, _short, _repeated, _notDrawn;
    private int _longestShort;

    private TextCut(TextFile file, Tokeniser tokeniser, TextCutOptions options)
    {
        (_file, _tokeniser, _options) = (file, tokeniser, options);
        _drawn = HashSplit.Shares.ToDictionary(
            share => share.Split, share => new DrawnTexts((int)Math.Ceiling(share.Share * options.Most)));
    }

    /// <exception cref="InputException">The file is wrong, or a split gets no text.</exception>
    public static TextSample Of(TextFile file, Tokeniser tokeniser, TextCutOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Context, 1);
        TextCut cut = new(file, tokeniser, options);
        foreach (TextLine line in file.Read())
            cut.Add(line);
        return cut.Sample();
    }

    /// <summary>The split of a text, whatever else there is.</summary>
    public static string SplitOf(string text) => HashSplit.Of(Letters(text));

    private static ulong Letters(string text) => SeededRandom.Derive(0, text);

    private void Add(TextLine line)
    {
        _lines++;
        if (line.IsEmpty)
        {
            _empty++;
            return;
        }
        ulong letters = Letters(line.Text);
        string split = HashSplit.Of(letters);
        ulong place = SeededRandom.Derive(_options.Seed, "text", (long)letters);
        DrawnTexts drawn = _drawn[split];
        if (!drawn.Wants(place))
            _notDrawn++;
        else if (drawn.Has(place))
            _repeated++;
        else if (Cut(line, split) is not { } text)
            _short++;
        else if (drawn.Add(place, text))
            _notDrawn++;
    }

    // Null where it is too short.
    private CutText? Cut(TextLine line, string split)
    {
        try
        {
            int[] ids = _tokeniser.Encode(line.Text, _options.Special);
            if (ids.Length < _options.Context)
            {
                _longestShort = Math.Max(_longestShort, ids.Length);
                return null;
            }
            ReadOnlySpan<int> first = ids.AsSpan(0, _options.Context);
            return new(line.Line, split, [.. first])
            {
                Places = _options.WithPlaces ? TokenPlaces.Of(_tokeniser, line.Text, first) : [],
            };
        }
        catch (InputException e)
        {
            throw new InputException(e.Errors[0].Message, _file.Path, line.Line, inner: e);
        }
    }

    // Texts that differ behind the last token only are the same here, and may be of two splits.
    private TextSample Sample()
    {
        CutText[] drawn = [.. _drawn.Values.SelectMany(texts => texts.Texts).OrderBy(text => text.Line)];
        CutText[] texts = [.. drawn.DistinctBy(text => Convert.ToHexString(MemoryMarshal.AsBytes(text.Ids.AsSpan())))];
        Require(texts);
        return new([.. texts], _options.Context, _lines, _empty, _short, _repeated + drawn.Length - texts.Length, _notDrawn);
    }

    private void Require(CutText[] texts)
    {
        if (_lines == _empty)
            throw new InputException($"the file has no texts in its {_lines} lines; write one on each line", _file.Path);
        if (texts.Length == 0)
            throw new InputException($"none of the {_short} texts has {_options.Context} tokens, the longest has {_longestShort}; "
                + "give longer texts or a smaller context", _file.Path, key: "task.context");
        foreach ((string split, _) in HashSplit.Shares)
            if (!texts.Any(text => text.Split == split))
                throw new InputException($"the texts ({texts.Length} with {_options.Context} tokens) are split 70 : 15 : 15 into train, "
                    + $"validation and test by a hash of their letters, and none falls to {split}; give more different texts", _file.Path);
    }
}
