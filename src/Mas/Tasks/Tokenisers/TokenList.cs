namespace Mas.Tasks.Tokenisers;

/// <summary>The tokens of a tokeniser by their ids.</summary>
internal sealed class TokenList(string path)
{
    /// <summary>Larger vocabularies do not exist: the largest have a quarter of a million tokens.</summary>
    public const int MostIds = 1 << 22;

    private readonly List<string?> _tokens = [];
    private readonly Dictionary<int, AddedToken> _added = [];

    /// <summary>One more than the largest id.</summary>
    public int Count => _tokens.Count;

    /// <summary>Added tokens by their ids.</summary>
    public IReadOnlyDictionary<int, AddedToken> AddedTokens => _added;

    public int[] SpecialIds => [.. _added.Where(entry => entry.Value.IsSpecial).Select(entry => entry.Key).Order()];

    public string? Of(int id) => id >= 0 && id < _tokens.Count ? _tokens[id] : null;

    public AddedToken? Added(int id) => _added.GetValueOrDefault(id);

    /// <exception cref="InputException">Another token has the id.</exception>
    public void Add(string token, int id, string key)
    {
        while (_tokens.Count <= id)
            _tokens.Add(null);
        if (_tokens[id] is string other && other != token)
            throw new InputException($"the id {id} belongs to '{MessageLimits.Cut(other, 60)}' and to '{MessageLimits.Cut(token, 60)}'; "
                + "the file is damaged", path, key: key);
        _tokens[id] = token;
    }

    /// <exception cref="InputException">Another token has the id, or the token stands twice.</exception>
    public void Add(AddedToken token, int id, string key)
    {
        Add(token.Content, id, key);
        if (!_added.TryAdd(id, token))
            throw new InputException($"the token '{MessageLimits.Cut(token.Content, 60)}' is added twice; leave one out", path, key: key);
    }

    /// <summary>The tokens of ids, those left out that there are not.</summary>
    public IEnumerable<string> Of(int[] ids, bool withSpecial) =>
        ids.Where(id => withSpecial || Added(id) is not { IsSpecial: true }).Select(Of).OfType<string>();
}
