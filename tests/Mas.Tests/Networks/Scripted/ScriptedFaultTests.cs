using System.IO.Compression;
using System.Text;
using Mas.Networks;
using Mas.Networks.Folders;
using Mas.Results.Files;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Networks.Scripted;

/// <summary>Files that are no network, ask for more than a network needs, or are made to mislead: one sentence each.</summary>
public sealed class ScriptedFaultTests : IDisposable
{
    private const string Code = "code/__torch__.py", Sites = """[{ "name": "state", "width": 24 }]""";

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-script-").FullName;

    public ScriptedFaultTests() => NativeTorch.Load();

    private string Module => Path.Combine(_folder, "network.pt");

    /// <summary>The one error of what must fail.</summary>
    public static InputError Error(Func<IDisposable> open)
    {
        InputException error = Assert.Throws<InputException>(() => open().Dispose());
        return Assert.Single(error.Errors);
    }

    private void Config(string sites = Sites, string words = """["P", "B", "E", "D0", "D1", "D2", "R", "T"]""", string more = "") =>
        File.WriteAllText(Path.Combine(_folder, "config.json"),
            $$"""{ "architecture": "torchscript", "vocabulary": {{words}}, "sites": {{sites}}{{more}} }""");

    /// <summary>The stored network with parts changed; a part of null is left out.</summary>
    private void Write(params (string Name, byte[]? Content)[] changes)
    {
        using var read = ZipFile.OpenRead(Golden.Path("torchscript", "stacked-gru", "network.pt"));
        using var written = new ZipArchive(File.Create(Module), ZipArchiveMode.Create);
        void Add(string name, byte[] content)
        {
            using Stream stream = written.CreateEntry($"network/{name}").Open();
            stream.Write(content);
        }
        foreach (ZipArchiveEntry entry in read.Entries)
        {
            string name = entry.FullName["network/".Length..];
            if (changes.Any(change => change.Name == name))
                continue;
            using Stream stream = entry.Open();
            using var content = new MemoryStream();
            stream.CopyTo(content);
            Add(name, content.ToArray());
        }
        foreach ((string name, byte[]? content) in changes)
            if (content is not null)
                Add(name, content);
    }

    private static string StoredCode()
    {
        using var zip = ZipFile.OpenRead(Golden.Path("torchscript", "stacked-gru", "network.pt"));
        using var reader = new StreamReader(zip.GetEntry($"network/{Code}")!.Open());
        return reader.ReadToEnd();
    }

    // The second line of a method, after its first.
    private static int After(string code)
    {
        const string first = "    head = self.head\n";
        return code.IndexOf(first, StringComparison.Ordinal) + first.Length;
    }

    private string Message()
    {
        InputError error = Error(() => new SavedNetwork("here", _folder).Open(
            new NetworkRequest { Name = "here", Task = Golden.MultiObject }));
        return error.Message;
    }

    [Theory]
    [InlineData("    torch.save(head, 'x')\n", "'save' writes files")]
    [InlineData("    s = torch . \\\n  from_file('/etc/passwd')\n", "'from_file' reads and writes files")]
    [InlineData("    t = torch\n", "'torch' stands by itself, so that what is called cannot be told")]
    [InlineData("    t = getattr(__torch__.torch, 'x')\n", "'torch' stands by itself, so that what is called cannot be told")]
    [InlineData("    t = (getattr(input_ids, \"save\"))('x')\n", "'save' writes files")]
    [InlineData("    t = getattr(input_ids, \"sa\\x76e\")\n", "'getattr' asks for what cannot be told")]
    [InlineData("    t = getattr(input_ids, 'sa' 've')\n", "'getattr' asks for what cannot be told")]
    [InlineData("    print(input_ids)\n", "'print' writes to the terminal")]
    [InlineData("    torch._print('\\x1b[2J')\n", "'_print' writes to the terminal")]
    [InlineData("    torch.warn(torch.format('{}', head))\n", "'warn' writes to the terminal what is not known beforehand")]
    [InlineData("    torch.warn('\\x1b[2J')\n", "'warn' writes to the terminal what is not known beforehand")]
    [InlineData("    rpc_async('other', head)\n", "'rpc_async' calls other processes")]
    [InlineData("    f = fork(head, input_ids)\n", "'fork' starts threads")]
    [InlineData("    torch.manual_seed(1)\n", "'manual_seed' sets the random numbers of the whole program")]
    [InlineData("    ops.c10d.send(head)\n", "'ops.c10d' calls a library that is not part of a network")]
    [InlineData("    o = ops\n", "'ops' stands by itself, so that what is called cannot be told")]
    [InlineData("    s : __torch__.torch.classes.dist_c10d.Store\n", "'torch.classes' is a library that is written in C++")]
    public void A_script_that_asks_for_more_than_to_compute_is_refused_by_line(string line, string why)
    {
        string code = StoredCode();
        int at = code.AsSpan(0, After(code)).Count('\n') + 1;
        Config();
        Write((Code, Encoding.UTF8.GetBytes(code.Insert(After(code), line))));
        if (line.Contains("\\\n", StringComparison.Ordinal))
            at++;
        Assert.Equal($"{Code}, line {at}: {why}; a network only computes. Leave it out of the module, or bring the model in as it lies in "
            + "your own Python", Message());
    }

    [Fact]
    public void What_only_looks_like_it_is_taken()
    {
        Config();
        string more = "    a = \"print('x')\" # torch.save(head, 'x')\n    torch.warn(\"a warning that is known\", 2)\n"
            + "    saved, printing = 1, 2\n    b = getattr(self, \"hidden\")\n";
        Write((Code, Encoding.UTF8.GetBytes(StoredCode().Insert(After(StoredCode()), more))));
        using OpenedSource opened = new SavedNetwork("here", _folder).Open(
            new NetworkRequest { Name = "here", Task = Golden.MultiObject });
        Assert.Equal(24, Assert.Single(opened.Network.Sites).Width);
    }

    [Fact]
    public void Objects_of_a_library_are_refused_where_only_the_stored_ones_name_it()
    {
        Config();
        Write(("constants.pkl", "c__torch__.torch\nclasses.dist_c10d.Store\n."u8.ToArray()));
        Assert.StartsWith("it stores objects of a library that is written in C++ (torch.classes)", Message(), StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_that_are_none_or_lack_a_part_are_refused()
    {
        Config();
        Assert.StartsWith("there is no network.pt in this network's folder", Message(), StringComparison.Ordinal);
        File.WriteAllText(Module, "x");
        Assert.StartsWith("this is no TorchScript file, which is a zip archive", Message(), StringComparison.Ordinal);
        byte[] whole = File.ReadAllBytes(Golden.Path("torchscript", "stacked-gru", "network.pt"));
        File.WriteAllBytes(Module, whole[..(whole.Length / 2)]);
        Assert.StartsWith("the zip archive is damaged", Message(), StringComparison.Ordinal);
        Write(("data.pkl", null));
        Assert.StartsWith("the archive has no 'data.pkl'", Message(), StringComparison.Ordinal);
        using (var zip = new ZipArchive(File.Create(Module), ZipArchiveMode.Create))
            zip.CreateEntry("archive/data.pkl");
        Assert.StartsWith("the archive has no code, as torch.save writes it", Message(), StringComparison.Ordinal);
        Write((Code, "def ("u8.ToArray()));
        Assert.StartsWith("libtorch cannot load this TorchScript file: ", Message(), StringComparison.Ordinal);
        Write(("data.pkl", [0x80, 2, (byte)'N', (byte)'.']));
        Assert.StartsWith("libtorch cannot load this TorchScript file: ", Message(), StringComparison.Ordinal);
        Write(("data.pkl", [0x80, 2, (byte)'i', (byte)'.']));
        Assert.StartsWith("its objects are no pickle as TorchScript writes it (0x69); ", Message(), StringComparison.Ordinal);
        Write(("data.pkl", [0x80, 2, (byte)'X', 255, 255, 255, 255]));
        Assert.StartsWith("its objects are no pickle as TorchScript writes it; ", Message(), StringComparison.Ordinal);
        Write(("version", "99\n"u8.ToArray()));
        Assert.StartsWith("libtorch cannot load this TorchScript file: ", Message(), StringComparison.Ordinal);
    }

    // Of the embedding, [8, 10]: its shape, its stride, and how many numbers are stored for it.
    [Theory]
    [InlineData(271, 250, "it says that a tensor is larger than the numbers that are there")]
    [InlineData(277, 11, "it says that a tensor is larger than the numbers that are there")]
    [InlineData(268, 1, "it says that a tensor is larger than the numbers that are there")]
    [InlineData(262, 250, "it says that '0' has 250 numbers, and there are fewer")]
    public void Tensors_that_are_larger_than_their_numbers_are_refused(int at, byte number, string message)
    {
        Config();
        using var zip = ZipFile.OpenRead(Golden.Path("torchscript", "stacked-gru", "network.pt"));
        using var objects = new MemoryStream();
        using (Stream stream = zip.GetEntry("network/data.pkl")!.Open())
            stream.CopyTo(objects);
        byte[] changed = objects.ToArray();
        Assert.Equal((byte)'K', changed[at]);
        changed[at + 1] = number;
        Write(("data.pkl", changed));
        Assert.StartsWith(message, Message(), StringComparison.Ordinal);
    }

    // 40 kB that become 2 GiB, and a header that says less than comes out.
    [Fact]
    public void Archives_that_unpack_to_more_than_they_may_are_refused_before_memory_is_taken()
    {
        Config();
        using (var zip = new ZipArchive(File.Create(Module), ZipArchiveMode.Create))
        {
            using Stream stream = zip.CreateEntry("network/data/0", CompressionLevel.SmallestSize).Open();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 1100; i++)
                stream.Write(zeros);
        }
        long before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.StartsWith("the parts of the archive have more than 1073741824 bytes unpacked", Message(), StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes(precise: true) - before < 64 << 20);
    }

    [Fact]
    public void Configurations_that_say_something_impossible_are_refused()
    {
        Write();
        Config(words: """["P", "B", "E"]""");
        Assert.StartsWith("the network does not know the words D0, D1, D2, R, T of its task", Message(), StringComparison.Ordinal);
        Config("[]");
        Assert.Equal("'sites' is not a list of sites, each an object, from 1 to 1024 of them", Message());
        Config("""[{ "name": "st/ate", "width": 24 }]""");
        Assert.StartsWith("the site 'st/ate' cannot be part of a method's name", Message(), StringComparison.Ordinal);
        Config("""[{ "name": "a.b", "width": 24 }, { "name": "a_b", "width": 24 }]""");
        Assert.Equal("the sites 'a.b' and 'a_b' have the same methods, such as record_a_b; give each a name of its own", Message());
        Config("""[{ "name": "state", "width": 24, "handed": true }]""");
        Assert.StartsWith("unknown key 'handed'", Message(), StringComparison.Ordinal);
        Config("""[{ "name": "state", "width": 24, "handed_on": true }, { "name": "other", "width": 3 }]""");
        Assert.StartsWith("the network has no methods follow_state, record_other, resume_other;", Message(), StringComparison.Ordinal);
        Config("""[{ "name": "state", "width": 23 }]""");
        Assert.StartsWith("record_state gives Float32 [8, ", Message(), StringComparison.Ordinal);
        Config(more: """, "features": 3""");
        Assert.StartsWith("the network takes 3 numbers at each position, and the task gives a word", Message(), StringComparison.Ordinal);
        Config(words: """["P", "B", "E", "D0", "D1", "D2", "R", "T", "X"]""");
        Assert.StartsWith("forward gives Float32 [8, ", Message(), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
