using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Mas.Tensors.Safetensors;

/// <summary>Turns a header's JSON into metadata and entries, token by token: a name that comes twice must be seen.</summary>
internal ref struct HeaderParser
{
    private const int MaximumNesting = 16, LongestShownName = 80;
    private const int MaximumDimensions = 64; // far beyond what any library makes, and few enough for one message
    public const string MetadataName = "__metadata__";

    private readonly string _path;

    private readonly Dictionary<string, string> _metadata = [];
    private readonly List<TensorEntry> _entries = [];
    private Utf8JsonReader _json;

    public HeaderParser(ReadOnlySpan<byte> json, string path)
    {
        _path = path;
        if (!Utf8.IsValid(json))
            throw Fail("the header is not valid UTF-8");
        if (!json.StartsWith("{"u8))
            throw Fail("the header does not start with '{'; it must be a JSON object");
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaximumNesting });
    }

    public (IReadOnlyDictionary<string, string> Metadata, IReadOnlyList<TensorEntry> Entries) Parse()
    {
        try
        {
            ReadHeader();
        }
        catch (JsonException error)
        {
            throw new InputException(
                $"the header is not valid JSON, or nested deeper than {MaximumNesting} levels, at its byte {_json.BytesConsumed}",
                _path, inner: error);
        }
        return (_metadata, _entries);
    }

    private void ReadHeader()
    {
        _json.Read();
        var names = new HashSet<string>();
        while (NextName() is string name)
        {
            if (!names.Add(name))
                throw Fail($"the name {Shown(name)} comes twice in the header; names must be unique");
            if (name == MetadataName)
                ReadMetadata();
            else
                _entries.Add(ReadEntry(name));
        }
        // Anything but white space after the object makes this throw.
        _json.Read();
    }

    private void ReadMetadata()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Fail($"{MetadataName} is no JSON object; it must map names to texts");
        while (NextName() is string name)
        {
            _json.Read();
            if (_json.TokenType != JsonTokenType.String)
                throw Fail($"{MetadataName} has a value that is no text for {Shown(name)}; only texts are allowed");
            if (!_metadata.TryAdd(name, Text()))
                throw Fail($"the name {Shown(name)} comes twice in {MetadataName}; names must be unique");
        }
    }

    private TensorEntry ReadEntry(string name)
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.StartObject)
            throw Fail($"the header's entry {Shown(name)} is no JSON object; dtype, shape and data_offsets are wanted");
        Dtype? dtype = null;
        long[]? shape = null, offsets = null;
        while (NextName() is string key)
        {
            if ((key == "dtype" && dtype is not null) || (key == "shape" && shape is not null)
                || (key == "data_offsets" && offsets is not null))
                throw Fail($"tensor {Shown(name)} has {key} twice");
            _json.Read();
            if (key == "dtype")
                dtype = ReadDtype(name);
            else if (key == "shape")
                shape = ReadNumbers(name, key, MaximumDimensions);
            else if (key == "data_offsets")
                offsets = ReadNumbers(name, key, 2);
            else
                _json.Skip();
        }
        if (dtype is null || shape is null || offsets is null)
            throw Fail($"tensor {Shown(name)} has no {(dtype is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        return Entry(name, dtype.Value, shape, offsets);
    }

    private readonly TensorEntry Entry(string name, Dtype dtype, long[] shape, long[] offsets)
    {
        if (offsets.Length != 2)
            throw Fail($"tensor {Shown(name)} has {offsets.Length} data_offsets; two are wanted, begin and end");
        if (offsets[1] < offsets[0])
            throw Fail($"tensor {Shown(name)} ends at byte {offsets[1]}, before it begins at byte {offsets[0]}");
        if (!dtype.TryBytes(shape, out long bytes))
            throw Fail($"tensor {Shown(name)} has shape [{string.Join(", ", shape)}], whose size in bytes does not fit in 63 bits");
        if (bytes != offsets[1] - offsets[0])
            throw Fail($"tensor {Shown(name)} of shape [{string.Join(", ", shape)}] and type {dtype.Name()} needs {bytes} bytes; "
                + $"its data_offsets give it {offsets[1] - offsets[0]}");
        return new(name, dtype, shape, offsets[0], offsets[1]);
    }

    private readonly Dtype ReadDtype(string tensor)
    {
        if (_json.TokenType != JsonTokenType.String)
            throw Fail($"tensor {Shown(tensor)} has a dtype that is no text");
        string name = Text();
        return Dtypes.Find(name)
            ?? throw Fail($"tensor {Shown(tensor)} has dtype {Shown(name)}, which is not supported; supported are {Dtypes.AllNames}");
    }

    private long[] ReadNumbers(string tensor, string key, int most)
    {
        if (_json.TokenType != JsonTokenType.StartArray)
            throw Fail($"tensor {Shown(tensor)} has for its {key} no list of whole numbers");
        var numbers = new List<long>();
        while (_json.Read() && _json.TokenType != JsonTokenType.EndArray)
        {
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out long number) || number < 0)
                throw Fail($"tensor {Shown(tensor)} has in its {key} something other than whole numbers from 0 to {long.MaxValue}");
            if (numbers.Count == most)
                throw Fail($"tensor {Shown(tensor)} has more than {most} numbers in its {key}, which is the most allowed");
            numbers.Add(number);
        }
        return [.. numbers];
    }

    // The next property's name, or null at the end of the object.
    private string? NextName()
    {
        _json.Read();
        return _json.TokenType == JsonTokenType.PropertyName ? Text() : null;
    }

    private readonly string Text()
    {
        try
        {
            return _json.GetString()!;
        }
        catch (InvalidOperationException error)
        {
            throw new InputException("the header has a text with half a surrogate pair, which is no Unicode", _path, inner: error);
        }
    }

    // Quoted and escaped, so that a name full of line breaks still gives one sentence.
    public static string Shown(string name)
    {
        string shown = name.Length <= LongestShownName ? name : name[..LongestShownName] + "…";
        return $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(shown)}\"";
    }

    private readonly InputException Fail(string message) => new(message, _path);
}
