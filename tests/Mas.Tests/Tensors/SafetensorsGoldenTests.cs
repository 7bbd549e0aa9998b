using System.Globalization;
using System.Text.Json;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Tensors;

public sealed class SafetensorsGoldenTests
{
    private const long SmallChange = 1_000_000;

    private static readonly Dictionary<string, string> Refusals = new()
    {
        ["data-too-short"] = """tensor "a" ends at byte 16 of the data, but the file has only 8; it is cut off""",
        ["deep-nesting"] = "__metadata__ is no JSON object; it must map names to texts",
        ["duplicate-names"] = """the name "a" comes twice in the header; names must be unique""",
        ["empty"] = "the file is empty, or a pipe, a device or a socket, which is not read; give a file with content",
        ["fractional-dimension"] = """tensor "a" has in its shape something other than whole numbers from 0 to 9223372036854775807""",
        ["header-200-mb"] = "the header claims 200000000 bytes; at most 100000000 are allowed, so this is no safetensors file",
        ["header-length-beyond-file"] = "the header claims 5000 bytes, but only 62 follow; the file is cut off or no safetensors file",
        ["header-length-maximal"] =
            "the header claims 18446744073709551615 bytes; at most 100000000 are allowed, so this is no safetensors file",
        ["header-length-zero"] = "the header does not start with '{'; it must be a JSON object",
        ["header-not-json"] = "the header is not valid JSON, or nested deeper than 16 levels, at its byte 6",
        ["header-not-object"] = "the header does not start with '{'; it must be a JSON object",
        ["header-not-utf8"] = "the header is not valid UTF-8",
        ["hole"] = """the bytes from 8 up to 12 of the data, before tensor "b", belong to no tensor; holes are not allowed""",
        ["many-dimensions"] = """tensor "a" has more than 64 numbers in its shape, which is the most allowed""",
        ["metadata-not-strings"] = """__metadata__ has a value that is no text for "a"; only texts are allowed""",
        ["missing-dtype"] = """tensor "a" has no dtype""",
        ["missing-offsets"] = """tensor "a" has no data_offsets""",
        ["negative-dimension"] = """tensor "a" has in its shape something other than whole numbers from 0 to 9223372036854775807""",
        ["offsets-negative"] = """tensor "a" has in its data_offsets something other than whole numbers from 0 to 9223372036854775807""",
        ["offsets-overflow"] = """tensor "a" has in its data_offsets something other than whole numbers from 0 to 9223372036854775807""",
        ["offsets-reversed"] = """tensor "a" ends at byte 0, before it begins at byte 8""",
        ["overlapping-offsets"] = """tensor "b" begins at byte 4 of the data, where another still lies; tensors may not overlap""",
        ["same-bytes"] = """tensor "b" begins at byte 0 of the data, where another still lies; tensors may not overlap""",
        ["seven-bytes"] = "the file has 7 bytes; a safetensors file starts with 8 bytes that say how long its header is",
        ["shape-offset-mismatch"] = """tensor "a" of shape [3] and type F32 needs 12 bytes; its data_offsets give it 8""",
        ["size-overflow"] = """tensor "a" has shape [4294967296, 4294967296], whose size in bytes does not fit in 63 bits""",
        ["size-overflow-to-fit"] = """tensor "a" has shape [4611686018427387906], whose size in bytes does not fit in 63 bits""",
        ["tensor-not-object"] = """the header's entry "a" is no JSON object; dtype, shape and data_offsets are wanted""",
        ["three-offsets"] = """tensor "a" has more than 2 numbers in its data_offsets, which is the most allowed""",
        ["trailing-bytes"] = "5 bytes follow the last tensor; nothing may",
        ["two-negative-dimensions"] = """tensor "a" has in its shape something other than whole numbers from 0 to 9223372036854775807""",
        ["unknown-dtype"] = """tensor "a" has dtype "F33", which is not supported; supported are BOOL, U8, I8, U16, I16, U32, I32, U64, """
            + """I64, F16, BF16, F32, F64""",
    };

    private static readonly JsonElement Expected =
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder("valid"), "expected.json"))).RootElement;

    public static TheoryData<string> Valid => [.. Names("valid")];

    public static TheoryData<string> Broken => [.. Names("broken")];

    [Fact]
    public void Every_golden_safetensors_file_is_there_and_expected()
    {
        Assert.Equal(16, Valid.Count);
        Assert.Equal(32, Broken.Count);
        Assert.Equal(Expected.EnumerateObject().Select(file => file.Name).Order(), Names("valid"));
        Assert.Equal(Refusals.Keys.Order(), Names("broken"));
    }

    [Theory, MemberData(nameof(Valid))]
    public void A_valid_file_is_read_bit_for_bit(string name)
    {
        using SafetensorsFile file = SafetensorsFile.Open(PathOf("valid", name));
        JsonElement expected = Expected.GetProperty(name);
        Assert.Equal(expected.GetProperty("metadata").EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!),
            file.Metadata);
        Assert.Equal(expected.GetProperty("tensors").EnumerateObject().Select(tensor => tensor.Name).Order(),
            file.Entries.Select(entry => entry.Name).Order());
        foreach (JsonProperty tensor in expected.GetProperty("tensors").EnumerateObject())
            AssertTensor(tensor.Value, file, file[tensor.Name]);
    }

    [Theory, MemberData(nameof(Broken))]
    public void A_broken_file_is_refused_with_one_sentence_and_little_memory(string name)
    {
        string path = PathOf("broken", name);
        Attempt(path);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException refusal = Attempt(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        InputError error = Assert.Single(refusal.Errors);
        Assert.Equal(path, error.File);
        Assert.Equal(Refusals[name], error.Message);
        Assert.InRange(allocated, 0, SmallChange + new FileInfo(path).Length);
    }

    private static InputException Attempt(string path) => Assert.Throws<InputException>(() => SafetensorsFile.Open(path).Dispose());

    private static void AssertTensor(JsonElement expected, SafetensorsFile file, TensorEntry entry)
    {
        Assert.Equal(expected.GetProperty("dtype").GetString(), entry.Dtype.Name());
        Assert.Equal(expected.GetProperty("shape").EnumerateArray().Select(dimension => dimension.GetInt64()), entry.Shape);
        JsonElement[] values = [.. expected.GetProperty("values").EnumerateArray()];
        if (entry.Dtype == Dtype.Bool)
            Assert.Equal(values.Select(value => value.GetBoolean()), file.ReadBools(entry.Name));
        else if (entry.Dtype == Dtype.U64)
            Assert.Equal(values.Select(value => ulong.Parse(value.GetString()!, CultureInfo.InvariantCulture)), Unsigned(file, entry));
        else if (entry.Dtype is Dtype.F16 or Dtype.BF16 or Dtype.F32 or Dtype.F64)
            AssertReals([.. values.Select(Real)], file, entry);
        else
            Assert.Equal(values.Select(value => long.Parse(value.GetString()!, CultureInfo.InvariantCulture)), file.ReadInt64s(entry.Name));
    }

    // Doubles hold every value of the narrower types, so equal bits of doubles are equal values, signs of zero included.
    private static void AssertReals(double[] expected, SafetensorsFile file, TensorEntry entry)
    {
        Assert.Equal(expected.Select(Bits), file.ReadDoubles(entry.Name).Select(Bits));
        Assert.Equal(expected.Select(value => Bits((float)value)), file.ReadSingles(entry.Name).Select(value => Bits(value)));
    }

    private static long Bits(double value) => double.IsNaN(value) ? BitConverter.DoubleToInt64Bits(double.NaN)
        : BitConverter.DoubleToInt64Bits(value);

    private static double Real(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetDouble()
        : double.Parse(value.GetString()!, CultureInfo.InvariantCulture);

    private static ulong[] Unsigned(SafetensorsFile file, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteCount];
        file.Read(entry, 0, bytes);
        return [.. bytes.Chunk(8).Select(chunk => BitConverter.ToUInt64(chunk))];
    }

    private static string[] Names(string kind) =>
        [.. Directory.GetFiles(Folder(kind), "*.safetensors").Select(path => Path.GetFileNameWithoutExtension(path)).Order()];

    private static string PathOf(string kind, string name) => Path.Combine(Folder(kind), name + ".safetensors");

    private static string Folder(string kind) => Path.Combine(AppContext.BaseDirectory, "Golden", "safetensors-" + kind);
}
