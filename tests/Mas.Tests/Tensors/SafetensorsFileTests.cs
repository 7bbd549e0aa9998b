using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Tensors;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-safetensors-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tensors_and_metadata_that_are_written_are_read_back()
    {
        for (ulong seed = 0; seed < 200; seed++)
        {
            (TensorData[] tensors, Dictionary<string, string> metadata) = RandomContent(seed);
            SafetensorsWriter.Save(PathOf("file"), tensors, metadata);
            using SafetensorsFile file = SafetensorsFile.Open(PathOf("file"));
            Assert.Equal(metadata, file.Metadata);
            Assert.Equal(tensors.Length, file.Entries.Count);
            foreach (TensorData tensor in tensors)
                AssertSame(tensor, file);
        }
    }

    [Fact]
    public void Bytes_of_a_safetensors_file_do_not_depend_on_the_order_of_tensors_and_metadata()
    {
        (TensorData[] tensors, Dictionary<string, string> metadata) = RandomContent(5);
        Assert.Equal(Written(tensors, metadata), Written([.. tensors.Reverse()], metadata.Reverse().ToDictionary()));
    }

    [Fact]
    public void Bytes_of_a_safetensors_file_are_length_header_padding_and_data()
    {
        byte[] written = Written([TensorData.Of("b", [1], [true]), TensorData.Of("a", [], [1f])], new() { ["k"] = "ü" });
        string header = """{"__metadata__":{"k":"ü"},"a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},"b":"""
            + """{"dtype":"BOOL","shape":[1],"data_offsets":[4,5]}}""";
        byte[] padded = [.. System.Text.Encoding.UTF8.GetBytes(header)];
        padded = [.. padded, .. new byte[-padded.Length & 7].Select(_ => (byte)' ')];
        Assert.Equal([.. BitConverter.GetBytes((long)padded.Length), .. padded, 0, 0, 0x80, 0x3f, 1], written);
    }

    [Fact]
    public void A_file_that_was_cut_off_or_changed_is_read_or_refused_and_nothing_else()
    {
        byte[] valid = Written(RandomContent(3).Tensors, new() { ["format"] = "pt" });
        var random = new SeededRandom(17);
        for (int i = 0; i < 3000; i++)
        {
            byte[] changed = i % 3 == 0 ? valid[..random.Next(valid.Length)] : [.. valid];
            for (int change = random.Next(4); change >= 0 && changed.Length > 0; change--)
                changed[random.Next(i % 2 == 0 ? changed.Length : Math.Min(changed.Length, 400))] = (byte)random.Next(256);
            File.WriteAllBytes(PathOf("changed"), changed);
            ReadEverything(PathOf("changed"));
        }
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_open_is_refused()
    {
        SafetensorsWriter.Save(PathOf("shrinking"), [TensorData.Of("a", [3], [1.0, 2.0, 3.0])]);
        using SafetensorsFile file = SafetensorsFile.Open(PathOf("shrinking"));
        using (FileStream other = new(PathOf("shrinking"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            other.SetLength(other.Length - 5);
        AssertRefused("the file ends at byte 83, earlier than when it was opened; it was shortened meanwhile", () => file.ReadDoubles("a"));
    }

    [Fact]
    public void A_missing_safetensors_file_and_a_folder_are_refused()
    {
        AssertRefused("there is no such file", () => SafetensorsFile.Open(PathOf("missing")));
        AssertRefused("there is no such file", () => SafetensorsFile.Open(Path.Combine(_folder, "missing", "file")));
        AssertRefused("this is a folder; a file is wanted", () => SafetensorsFile.Open(_folder));
    }

    [Fact]
    public void A_missing_tensor_and_a_wrong_type_are_refused()
    {
        SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("a", [1], [1f]), new("b", Dtype.Bool, [1], new byte[] { 2 }),
            new("c", Dtype.U64, [], new byte[] { 0, 0, 0, 0, 0, 0, 0, 128 })]);
        using SafetensorsFile file = SafetensorsFile.Open(PathOf("file"));
        AssertRefused("the file has no tensor 'x'; it has 'c', 'a', 'b'", () => file.ReadSingles("x"));
        AssertRefused("tensor 'a' is F32; BOOL is wanted", () => file.ReadBools("a"));
        AssertRefused("tensor 'a' is F32; U8, I8, U16, I16, U32, I32, U64 or I64 is wanted", () => file.ReadInt64s("a"));
        AssertRefused("tensor 'b' is BOOL; F16, BF16, F32 or F64 is wanted", () => file.ReadSingles("b"));
        AssertRefused("tensor 'b' is BOOL but has the byte 2; 0 or 1 is wanted", () => file.ReadBools("b"));
        AssertRefused("tensor 'c' has the value 9223372036854775808, which does not fit in a signed 64-bit number",
            () => file.ReadInt64s("c"));
    }

    [Fact]
    public void A_header_with_half_a_surrogate_pair_is_refused() =>
        AssertHeaderRefused("the header has a text with half a surrogate pair, which is no Unicode",
            """{"\ud800":{"dtype":"F32","shape":[0],"data_offsets":[0,0]}}""");

    [Fact]
    public void Deep_nesting_is_refused_where_anything_may_stand_in_a_header() =>
        AssertHeaderRefused("the header is not valid JSON, or nested deeper than 16 levels, at its byte 24",
            """{"a":{"x":""" + new string('[', 50_000));

    [Fact]
    public void Keys_that_the_format_does_not_know_are_passed_over()
    {
        WriteHeader("""{"a":{"dtype":"F32","layout":{"x":[1,2]},"shape":[0],"data_offsets":[0,0]}}  """);
        using SafetensorsFile file = SafetensorsFile.Open(PathOf("file"));
        Assert.Empty(file.ReadSingles("a"));
    }

    [Fact]
    public void A_part_of_a_tensor_can_be_read()
    {
        SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("a", [4], [1L, 2L, 3L, 4L])]);
        using SafetensorsFile file = SafetensorsFile.Open(PathOf("file"));
        var bytes = new byte[16];
        file.Read(file["a"], 8, bytes);
        Assert.Equal([2L, 3L], bytes.Chunk(8).Select(chunk => BitConverter.ToInt64(chunk)));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(file["a"], 17, bytes));
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("a", [1], [1f])]);
        byte[] before = File.ReadAllBytes(PathOf("file"));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("a", [2], [1f])]));
        Assert.Throws<ArgumentException>(
            () => SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("a", [1], [1f]), TensorData.Of("a", [1], [1f])]));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Save(PathOf("file"), [TensorData.Of("__metadata__", [1], [1f])]));
        Assert.Equal(before, File.ReadAllBytes(PathOf("file")));
        Assert.Equal([PathOf("file")], Directory.GetFiles(_folder));
    }

    private static void ReadEverything(string path)
    {
        try
        {
            using SafetensorsFile file = SafetensorsFile.Open(path);
            foreach (TensorEntry entry in file.Entries)
                file.Read(entry, 0, new byte[entry.ByteCount]);
        }
        catch (InputException refusal)
        {
            InputError error = Assert.Single(refusal.Errors);
            Assert.Equal(path, error.File);
            Assert.DoesNotContain('\n', error.Message);
        }
    }

    private static void AssertSame(TensorData tensor, SafetensorsFile file)
    {
        TensorEntry entry = file[tensor.Name];
        var bytes = new byte[entry.ByteCount];
        file.Read(entry, 0, bytes);
        Assert.Equal(tensor.Dtype, entry.Dtype);
        Assert.Equal(tensor.Shape, entry.Shape);
        Assert.Equal(tensor.Bytes.ToArray(), bytes);
        Assert.Equal(0, entry.Begin % entry.Dtype.Size());
    }

    private static (TensorData[] Tensors, Dictionary<string, string> Metadata) RandomContent(ulong seed)
    {
        var random = new SeededRandom(seed);
        string[] names = ["weight", "größe", "重み", "a \"quoted\"\n\\", "", "🙂", "z.0"];
        var tensors = new TensorData[random.Next(names.Length + 1)];
        for (int i = 0; i < tensors.Length; i++)
        {
            Dtype dtype = Enum.GetValues<Dtype>()[random.Next(13)];
            long[] shape = new long[random.Next(4)];
            for (int d = 0; d < shape.Length; d++)
                shape[d] = random.Next(6);
            byte[] bytes = new byte[shape.Aggregate(1L, (product, dimension) => product * dimension) * dtype.Size()];
            for (int b = 0; b < bytes.Length; b++)
                bytes[b] = (byte)random.Next(256);
            tensors[i] = new(names[i], dtype, shape, bytes);
        }
        return (tensors, names[..random.Next(4)].ToDictionary(name => name, name => "value of " + name));
    }

    [Fact]
    public void A_tensor_in_parts_has_the_bytes_that_it_has_at_once()
    {
        TensorData whole = TensorData.Of("a", [3], [1f, 2f, 3f]);
        IEnumerable<ReadOnlyMemory<byte>> Parts(int count) => Enumerable.Range(0, count).Select(i => whole.Bytes.Slice(4 * i, 4));
        Assert.Equal(Written([whole], []), Written([new TensorData("a", Dtype.F32, [3], 12, Parts(3))], []));
        Assert.Throws<InvalidOperationException>(() => Written([new TensorData("a", Dtype.F32, [3], 12, Parts(2))], []));
        Assert.Throws<ArgumentException>(() => Written([new TensorData("a", Dtype.F32, [3], 8, Parts(2))], []));
    }

    private static byte[] Written(TensorData[] tensors, Dictionary<string, string> metadata)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, tensors, metadata);
        return stream.ToArray();
    }

    private static void AssertRefused(string message, Action action) =>
        Assert.Equal(message, Assert.Single(Assert.Throws<InputException>(action).Errors).Message);

    private void AssertHeaderRefused(string message, string header)
    {
        WriteHeader(header);
        AssertRefused(message, () => SafetensorsFile.Open(PathOf("file")));
    }

    private void WriteHeader(string header)
    {
        byte[] json = System.Text.Encoding.UTF8.GetBytes(header);
        File.WriteAllBytes(PathOf("file"), [.. BitConverter.GetBytes((long)json.Length), .. json]);
    }

    private string PathOf(string name) => Path.Combine(_folder, name);
}
