using Mas.Networks.Recordings.Arrays;

namespace Mas.Networks.Recordings.Safetensors;

/// <summary>The activity of one network as <c>mas latents</c> writes it: its sequences are trials, and the positions at which an
/// intervention may read and write are their bins. <c>NAME.latents</c> [positions, units], <c>NAME.offsets</c> [sequences + 1], and where
/// they are there <c>NAME.eligible</c> [positions] and <c>NAME.variable.V</c> [positions].</summary>
internal sealed class LatentTrials
{
    private const string Latents = "latents", OffsetsEnding = ".offsets", Eligible = "eligible", Variable = "variable.";

    private readonly StoredArray _latents;
    private readonly IReadOnlyDictionary<string, StoredArray> _own; // by what follows the network's name

    private LatentTrials(string name, IReadOnlyDictionary<string, StoredArray> own)
    {
        (Name, _own, _latents) = (name, own, own[Latents]);
        RequireLatents();
        long[] starts = Starts();
        (Kept, Offsets, Numbers) = Bins(starts);
        Left = starts.Length - 1 - Numbers.Length;
    }

    public string Name { get; }

    /// <summary>The positions of the file that are read, ascending: the bins.</summary>
    public IReadOnlyList<int> Kept { get; }

    /// <summary>[trials + 1] among those, the first of each trial, and last their number.</summary>
    public int[] Offsets { get; }

    /// <summary>[trials] the number of the sequence that a trial is.</summary>
    public int[] Numbers { get; }

    /// <summary>Sequences that are no trials: none of their positions is read.</summary>
    public int Left { get; }

    public int Units => (int)_latents.Shape[1];

    /// <summary>Names of its variables.</summary>
    public IReadOnlyList<string> Variables => [.. _own.Keys.Where(name => name.StartsWith(Variable, StringComparison.Ordinal))
        .Select(name => name[Variable.Length..]).Order(StringComparer.Ordinal)];

    /// <summary>Names of the networks in a file; none where it is of another kind.</summary>
    public static string[] NamesIn(IReadOnlyList<StoredArray> arrays)
    {
        HashSet<string> names = [.. arrays.Select(array => array.Name)];
        return [.. names.Where(name => name.EndsWith(OffsetsEnding, StringComparison.Ordinal)).Select(name => name[..^OffsetsEnding.Length])
            .Where(name => name.Length > 0 && names.Contains($"{name}.{Latents}")).Order(StringComparer.Ordinal)];
    }

    /// <param name="name">One of the names in the file.</param>
    /// <exception cref="InputException">Its tensors do not fit one another.</exception>
    public static LatentTrials Of(string name, IReadOnlyList<StoredArray> arrays)
    {
        string start = $"{name}.";
        return new(name, arrays.Where(array => array.Name.StartsWith(start, StringComparison.Ordinal))
            .ToDictionary(array => array.Name[start.Length..]));
    }

    /// <summary>[bins, units] row by row.</summary>
    /// <exception cref="InputException">There are too many numbers.</exception>
    public float[] Read()
    {
        float[] all = _latents.Numbers<float>();
        var values = new float[Kept.Count * Units];
        for (int bin = 0; bin < Kept.Count; bin++)
            all.AsSpan(Kept[bin] * Units, Units).CopyTo(values.AsSpan(bin * Units));
        return values;
    }

    /// <summary>The values of a variable in every bin.</summary>
    /// <param name="path">Its name in the file.</param>
    /// <param name="name">What it is called from here on.</param>
    /// <exception cref="InputException">There is none, or it does not fit.</exception>
    public Column Column(string path, string name)
    {
        if (!_own.TryGetValue(Variable + path, out StoredArray? array))
            throw new InputException($"the latents of {Name} have no variable '{path}'{ArrayList.Advice(path, Variables)}",
                _latents.Path, key: "trials");
        RequirePositions(array);
        return Arrays.Column.Read(array, name, Kept);
    }

    /// <summary>Where a bin is, such as <c>trial 3, bin 0</c>.</summary>
    public string Place(int bin)
    {
        int trial = Array.FindLastIndex(Offsets, start => start <= bin);
        return Invariant($"trial {Numbers[trial]}, bin {bin - Offsets[trial]}");
    }

    private void RequireLatents()
    {
        if (_latents.Kind != ValueKind.Number || _latents.Shape.Length != 2)
            throw new InputException($"tensor '{_latents.Name}' is {_latents.Type} of shape {ArrayShape.Text(_latents.Shape)}; "
                + "floating-point numbers [positions, units] are wanted", _latents.Path);
        if (_latents.Shape[0] is 0 or > int.MaxValue - 1 || _latents.Shape[1] is 0 or > int.MaxValue - 1)
            throw new InputException($"tensor '{_latents.Name}' has shape {ArrayShape.Text(_latents.Shape)}; from 1 to {int.MaxValue - 1} "
                + "positions and units are read", _latents.Path);
    }

    private void RequirePositions(StoredArray array)
    {
        if (array.Shape.Length != 1 || array.Count != _latents.Shape[0])
            throw new InputException($"tensor '{array.Name}' has shape {ArrayShape.Text(array.Shape)}; it has one value for each "
                + $"position of '{_latents.Name}', [{_latents.Shape[0]}]", array.Path);
    }

    // A sequence without a position to be read is no trial.
    private (int[] Kept, int[] Offsets, int[] Numbers) Bins(long[] starts)
    {
        bool[] isRead = IsRead();
        List<int> kept = [], offsets = [0], numbers = [];
        for (int sequence = 0; sequence < starts.Length - 1; sequence++)
        {
            for (int position = (int)starts[sequence]; position < starts[sequence + 1]; position++)
                if (isRead[position])
                    kept.Add(position);
            if (kept.Count == offsets[^1])
                continue;
            offsets.Add(kept.Count);
            numbers.Add(sequence);
        }
        return kept.Count > 0 ? ([.. kept], [.. offsets], [.. numbers]) : throw new InputException(
            $"tensor '{Name}.{Eligible}' is false everywhere, and no position is left; set it where the activity is to be read",
            _latents.Path);
    }

    private long[] Starts()
    {
        StoredArray array = _own[OffsetsEnding[1..]];
        if (array.Kind != ValueKind.Whole || array.Shape.Length != 1 || array.Count < 2)
            throw new InputException($"tensor '{array.Name}' is {array.Type} of shape {ArrayShape.Text(array.Shape)}; whole numbers "
                + "[sequences + 1] are wanted", array.Path);
        long[] starts = array.Numbers<long>();
        int falls = Enumerable.Range(1, starts.Length - 1).FirstOrDefault(at => starts[at] <= starts[at - 1]);
        if (falls > 0)
            throw new InputException($"tensor '{array.Name}' does not rise from {starts[falls - 1]} to {starts[falls]} at its place "
                + $"{falls}; it has the first position of each sequence, and last the number of positions", array.Path);
        return starts[0] == 0 && starts[^1] == _latents.Shape[0] ? starts
            : throw new InputException($"tensor '{array.Name}' goes from {starts[0]} to {starts[^1]}; it must go from 0 to the "
                + $"{_latents.Shape[0]} positions of '{_latents.Name}'", array.Path);
    }

    private bool[] IsRead()
    {
        if (!_own.TryGetValue(Eligible, out StoredArray? array))
            return [.. Enumerable.Repeat(true, (int)_latents.Shape[0])];
        if (array.Kind != ValueKind.Flag)
            throw new InputException($"tensor '{array.Name}' is {array.Type}; bool is wanted", array.Path);
        RequirePositions(array);
        return Array.ConvertAll(array.Numbers<byte>(), value => value != 0);
    }
}
