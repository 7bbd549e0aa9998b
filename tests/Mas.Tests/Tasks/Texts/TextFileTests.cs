using System.Runtime.CompilerServices;
using System.Text;
using Mas.Results.Files;
using Mas.Tasks.Texts;
using Xunit;

namespace Mas.Tests.Tasks.Texts;

public sealed class TextFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mas-texts-").FullName;

    [Fact]
    public void A_text_file_has_a_text_on_each_line()
    {
        Assert.Equal([new(1, "one"), new(2, ""), new(3, " two\u00a0"), new(4, "três")], Read("a.txt", "\uFEFFone\n\n two\u00a0\r\ntrês"));
        Assert.Equal([new(1, "one")], Read("b.txt", "one\n"));
        Assert.Equal([true, true, false], Read("c.txt", " \t\n\r\nx\n").Select(line => line.IsEmpty));
    }

    [Fact]
    public void A_file_of_objects_has_the_text_in_a_key()
    {
        const string Lines = "{\"text\": \"a\\nb\", \"other\": 3}\r\n  \n{\"text\": \"\\ud83d\\ude00\"}\n";
        Assert.Equal([new(1, "a\nb"), new(2, ""), new(3, "😀")], Read("a.jsonl", Lines));
        Assert.Equal([new(1, "c")], Read("b.jsonl", "{\"text\": 1, \"body\": \"c\"}", "body"));
    }

    [Theory]
    [InlineData("{\"text\": \"a\"}\n{\"text\" \"b\"}", ":2:9: the line is not JSON; write one object on each line")]
    [InlineData("{\"text\": \"a\"", ":1:13: the line is not JSON; write one object on each line")]
    [InlineData("[1]", ":1: the line is a list, where an object with the key text is wanted")]
    [InlineData("{\"txt\": \"a\", \"id\": 3}",
        ":1: there is no key 'text' here; the nearest is 'txt'; name the key of the text with 'field'")]
    [InlineData("{}", ":1: there is no key 'text' here; name the key of the text with 'field'")]
    [InlineData("{\"\\u001b[2J\": 1}",
        ":1: there is no key 'text' here; the nearest is '\\u001b[2J'; name the key of the text with 'field'")]
    [InlineData("{\"text\": \"a\", \"text\": \"b\"}", ":1: the key text stands twice; leave one out")]
    [InlineData("{\"text\": 3}", ":1: the value of text is a number, where a text is wanted")]
    [InlineData("{\"text\": \"a\"}\n{\"text\": \"\\ud800\"}",
        ":2: a text holds half of a character, such as \\ud800 alone; write whole ones")]
    [InlineData("{\"\\udc00\": \"a\"}", ":1: a text holds half of a character, such as \\ud800 alone; write whole ones")]
    public void What_is_wrong_with_a_line_of_objects_is_told_with_its_place(string lines, string said) =>
        Assert.EndsWith($"a.jsonl{said}", Refusal("a.jsonl", Encoding.UTF8.GetBytes(lines)));

    [Fact]
    public void What_is_not_UTF_8_is_told_with_its_byte()
    {
        Assert.EndsWith("a.txt:2:3: byte 3 of the line is not UTF-8 (0xff); save the file as UTF-8",
            Refusal("a.txt", [.. "one\nab"u8, 0xFF]));
        // Latin-1, a character that is cut, and half of a surrogate pair as bytes.
        Assert.EndsWith("a.txt:1:4: byte 4 of the line is not UTF-8 (0xe9); save the file as UTF-8",
            Refusal("a.txt", [.. "caf"u8, 0xE9, .. " x"u8]));
        Assert.EndsWith("a.txt:1:1: byte 1 of the line is not UTF-8 (0xe4); save the file as UTF-8",
            Refusal("a.txt", [0xE4, 0xBD]));
        Assert.EndsWith("a.jsonl:1:1: byte 1 of the line is not UTF-8 (0xed); save the file as UTF-8",
            Refusal("a.jsonl", [0xED, 0xA0, 0x80]));
        Assert.EndsWith("a.txt: the file is UTF-16; save it as UTF-8", Refusal("a.txt", [0xFF, 0xFE, (byte)'a', 0]));
    }

    [Fact]
    public void A_file_of_another_kind_and_one_that_is_not_there_are_refused()
    {
        Assert.EndsWith("a.csv: a file of texts ends in .txt, one text on each line, or in .jsonl, one JSON object on each line",
            Refusal("a.csv", [1]));
        Assert.EndsWith("no.txt: there is no such file",
            Assert.Throws<InputException>(() => new TextFile(Place("no.txt")).Read().Count()).Message);
        Assert.Contains("the file is empty", Refusal("a.txt", []), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_may_be_long_but_not_without_end()
    {
        string longest = new('x', TextFile.LongestLine);
        Assert.Equal([new(1, "a"), new(2, longest), new(3, "b")], Read("a.txt", $"a\n{longest}\nb"));
        Assert.EndsWith($"a.txt:2: the line is longer than {TextFile.LongestLine} bytes; write one text on each line",
            Refusal("a.txt", Encoding.UTF8.GetBytes($"a\n{longest}x\nb")));
    }

    // So that memory does not grow with the file.
    [Fact]
    public void No_text_is_held_that_has_been_read()
    {
        string path = Place("many.txt");
        File.WriteAllLines(path, Enumerable.Range(0, 5_000).Select(i => $"{i} {new string('w', 999)}"));
        List<WeakReference> texts = [];
        foreach (TextLine line in new TextFile(path).Read())
        {
            if (line.Line == 5_000)
            {
                GC.Collect();
                Assert.InRange(texts.Count(text => text.IsAlive), 0, 5);
            }
            Note(texts, line.Text);
        }
        Assert.Equal(5_000, texts.Count);
    }

    [Fact]
    public void Of_a_large_file_it_is_told_how_far_it_is_read_and_a_stop_is_heard()
    {
        string path = Place("large.txt");
        File.WriteAllLines(path, Enumerable.Repeat(new string('w', 99_999), 400)); // 40 MB
        List<(long Done, long All)> told = [];
        Assert.Equal(400, new TextFile(path) { Progress = (done, all) => told.Add((done, all)) }.Read().Count());
        Assert.Equal(2, told.Count);
        Assert.All(told, one => Assert.Equal(40_000_000, one.All));
        Assert.True(told[0].Done >= 1 << 24 && told[0].Done < told[1].Done && told[1].Done <= 40_000_000);
        var stopped = new TextFile(path) { Progress = (_, _) => throw new OperationCanceledException() };
        Assert.Throws<OperationCanceledException>(() => stopped.Read().Count());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Note(List<WeakReference> texts, string text) => texts.Add(new(text));

    private string Place(string name) => Path.Combine(_folder, name);

    private TextLine[] Read(string name, string text, string field = "text")
    {
        File.WriteAllText(Place(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        return [.. new TextFile(Place(name), field).Read()];
    }

    private string Refusal(string name, byte[] bytes)
    {
        File.WriteAllBytes(Place(name), bytes);
        return Assert.Throws<InputException>(() => new TextFile(Place(name)).Read().Count()).Message;
    }
}
