namespace Mas.Tasks.Texts;

/// <summary>The texts of a split with the first places, at most so many.</summary>
internal sealed class DrawnTexts(int most)
{
    private readonly SortedSet<ulong> _places = [];
    private readonly Dictionary<ulong, CutText> _texts = [];

    public IReadOnlyCollection<CutText> Texts => _texts.Values;

    /// <summary>Whether a text with this place is among the first so far.</summary>
    public bool Wants(ulong place) => most > 0 && (_places.Count < most || place <= _places.Max);

    /// <summary>Whether the very text is there already.</summary>
    public bool Has(ulong place) => _texts.ContainsKey(place);

    /// <summary>Takes a text that is wanted and not there; true where another one gave way.</summary>
    public bool Add(ulong place, CutText text)
    {
        _places.Add(place);
        _texts.Add(place, text);
        if (_places.Count <= most)
            return false;
        ulong last = _places.Max;
        _places.Remove(last);
        _texts.Remove(last);
        return true;
    }
}
