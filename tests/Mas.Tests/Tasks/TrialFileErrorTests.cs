using System.Text;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class TrialFileErrorTests : IDisposable
{
    private readonly TrialFolder _folder = new();

    [Theory]
    [InlineData("[1]", "the line is a list, where an object with the keys tokens, scored and variables is wanted")]
    [InlineData("{", "the line is not JSON (byte 2); write one object on each line")]
    [InlineData("{}{}", "the line is not JSON (byte 3); write one object on each line")]
    [InlineData("""{"scored": [2], "variables": {"n": [1]}}""", "tokens: the key is missing; every line has tokens, scored and variables")]
    [InlineData("""{"tokens": [], "scored": [], "variables": {}, "tokens": []}""", "tokens: the key stands twice; leave one out")]
    [InlineData("""{"tokens": [], "scored": [], "variables": {}, "elligible": []}""",
        "elligible: there is no such key; the keys are tokens, scored, variables, eligible, features, labels")]
    [InlineData("""{"tokens": ["B", "E"], "scored": [1], "variables": {"n": [1, 1]}}""",
        "tokens: a list of 3 to 4096 words is wanted, from B to E")]
    [InlineData("""{"tokens": ["B", 3, "E"], "scored": [1], "variables": {"n": [1, 1, 1]}}""",
        "tokens: every token is a text of 1 to 100 characters without blanks; the one at position 1 is 3")]
    [InlineData("""{"tokens": ["B", "a b", "E"], "scored": [1], "variables": {"n": [1, 1, 1]}}""",
        "tokens: every token is a text of 1 to 100 characters without blanks; the one at position 1 is \"a b\"")]
    [InlineData("""{"tokens": ["B", "a", ["c"], "E"], "scored": [1], "variables": {"n": [1, 1, 1]}}""",
        "tokens: every token is a text of 1 to 100 characters without blanks; the one at position 2 is [\"c\"]")]
    [InlineData("""{"tokens": ["B", "E", "E"], "scored": [1], "variables": {"n": [1, 1, 1]}}""",
        "tokens: the first token is B, the last E, and none between is B, E or P, which have meanings of their own")]
    [InlineData("""{"tokens": ["a", "a", "E"], "scored": [1], "variables": {"n": [1, 1, 1]}}""",
        "tokens: the first token is B, the last E, and none between is B, E or P, which have meanings of their own")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [], "variables": {"n": [1, 1, 1]}}""",
        "scored: no position is scored, so that nothing can be learned from the sequence; list at least one")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": true, "variables": {"n": [1, 1, 1]}}""",
        "scored: the value is a truth value, where a list of positions is wanted")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [3], "variables": {"n": [1, 1, 1]}}""",
        "scored: 3 is no position that can be listed; give whole numbers from 1 to 2, where B is at 0")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [1.5], "variables": {"n": [1, 1, 1]}}""",
        "scored: 1.5 is no position that can be listed; give whole numbers from 1 to 2, where B is at 0")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2, 2], "variables": {"n": [1, 1, 1]}}""",
        "scored: position 2 follows 2; list positions once and in rising order")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [1], "variables": {"n": [1, 1, 1]}, "eligible": [1]}""",
        "eligible: no scored position follows position 1, so that an intervention there could not be judged; leave it out")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": [1]}""",
        "variables: the value is a list, where an object from names to lists is wanted")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {}}""",
        "variables: 1 to 16 variables are wanted, each with a name of one word other than full")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"full": [1, 1, 1]}}""",
        "variables: 1 to 16 variables are wanted, each with a name of one word other than full")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, 1, 1], "n": [1, 1, 1]}}""",
        "variables.n: the variable stands twice; leave one out")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, 1]}}""", "variables.n: the variable is a list of 2 "
        + "values, where a list with one value for each of the 3 tokens is wanted, null where it has none")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": 3}}""",
        "variables.n: the variable is a number, where a list with one value for each of the 3 tokens is wanted, null where it has none")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, true, 1]}}""",
        "variables.n: at position 1, a value is a truth value, where a number, a label or null is wanted")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, "one", 1]}}""",
        "variables.n: at position 1, \"one\" is a text, where the variable is a number on line 1; give it values of one kind")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, 1e999, 1]}}""",
        "variables.n: at position 1, 1e999 is too large a number; give one that a double can hold")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, "", 1]}}""",
        "variables.n: at position 1, \"\" is a text, where the variable is a number on line 1; give it values of one kind")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": ["", "", "x"]}}""",
        "variables.n: at position 0, a label is empty, longer than 100 characters or has blanks; write it as one word")]
    [InlineData("""{"tokens": ["B", "\ud800", "E"], "scored": [2], "variables": {"n": [1, 1, 1]}}""",
        "a text holds half of a character, such as \\ud800 alone; write whole ones")]
    public void One_wrong_line_of_a_task_file_gives_one_sentence_with_file_line_and_key(string line, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => _folder.Read(line));
        Assert.Equal($"{_folder.Path}:1: {expected}", Assert.Single(error.Errors).ToString());
    }

    [Fact]
    public void All_errors_of_a_task_file_are_reported_at_once_with_their_lines()
    {
        InputException error = Assert.Throws<InputException>(() => _folder.Read(
            Recall.Line("red", 1),
            "",
            """{"tokens": ["B", "a", "E"], "scored": [9], "variables": {"stage": [1, 1, 1], "size": [1, 1, 1]}}""",
            "nothing"));
        Assert.Equal(
            [
                (3, "scored", "9 is no position that can be listed; give whole numbers from 1 to 2, where B is at 0"),
                (3, "variables.size", "the lines before have no such variable; every line has the same: stage, colour"),
                (3, "variables.stage", "at position 0, 1 is a number, where the variable is a text on line 1; give it values of one kind"),
                (3, "variables.colour", "the variable is missing here; every line has the same variables"),
                (4, null, "the line is not JSON (byte 2); write one object on each line"),
            ],
            error.Errors.Select(one => (one.Line ?? 0, one.Key, one.Message)));
    }

    [Fact]
    public void No_more_than_20_errors_of_a_task_file_are_reported() =>
        Assert.Equal(20, Assert.Throws<InputException>(() => _folder.Read([.. Enumerable.Repeat("{}", 50)])).Errors.Count);

    [Fact]
    public void Lines_with_the_same_tokens_must_say_the_same()
    {
        string other = Recall.Line("red", 1).Replace("shown", "seen", StringComparison.Ordinal);
        InputException error = Assert.Throws<InputException>(() => _folder.Read(Recall.Line("red", 1), other));
        Assert.Equal($"{_folder.Path}:2: the tokens are those of line 1, but scored, variables or eligible are not; tokens must "
            + "decide them", error.Message);
    }

    [Theory]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [1, null, 1]}}""",
        "no position of any sequence has all its variables and a scored position after it, so that nothing can be intervened on")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [2], "variables": {"n": [null, null, null]}}""",
        "variables.n: the variable has no value anywhere in the file; leave it out or give its values")]
    [InlineData("", "the file holds no sequences; write one JSON object on each line")]
    public void A_file_in_which_nothing_could_be_intervened_on_is_refused(string line, string expected) =>
        Assert.Equal($"{_folder.Path}: {expected}", Assert.Throws<InputException>(() => _folder.Read(line)).Message);

    [Fact]
    public void Positions_that_a_program_wrote_with_a_point_are_read()
    {
        string line = Recall.Line("red", 0);
        Assert.Contains("\"scored\": [3, 4]", line, StringComparison.Ordinal);
        _ = _folder.Read(line);
        File.WriteAllText(_folder.Path, line.Replace("[3, 4]", "[3.0, 4e0]", StringComparison.Ordinal));
        Assert.Equal([false, false, false, true, true],
            Assert.Single(Mas.Tasks.Files.TrialFile.Read(_folder.Path).Trials).Scored);
    }

    [Fact]
    public void What_wrong_lines_would_have_said_is_not_told_as_missing() => Assert.Equal(["the line is a number, where an object with the "
        + "keys tokens, scored and variables is wanted"],
        Assert.Throws<InputException>(() => _folder.Read("1")).Errors.Select(error => error.Message));

    [Fact]
    public void Bytes_that_are_not_text_are_refused()
    {
        Assert.Equal($"{_folder.Path}: the file is not UTF-8 text; save it as such",
            Assert.Throws<InputException>(() => _folder.Read([0x7b, 0xff, 0xfe])).Message);
        Assert.Equal($"{_folder.Path}: the file is UTF-16; save it as UTF-8",
            Assert.Throws<InputException>(() => _folder.Read(Encoding.Unicode.GetBytes(Recall.Line("red", 0)))).Message);
    }

    [Fact]
    public void Deep_nesting_and_long_lines_are_refused_without_being_read()
    {
        string deep = $"{{\"tokens\": {new string('[', 100_000)}", @long = $"{{\"tokens\": \"{new string('a', 1 << 20)}\"}}";
        InputException error = Assert.Throws<InputException>(() => _folder.Read(deep, @long));
        Assert.Contains("the line is not JSON", error.Errors[0].Message, StringComparison.Ordinal);
        Assert.Contains("at most 1048576 are read", error.Errors[1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_above_the_limit_is_refused_before_it_is_read()
    {
        using (FileStream file = File.Create(_folder.Path))
            file.SetLength((64 << 20) + 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        InputException error = Assert.Throws<InputException>(() => Mas.Tasks.Files.FileTask.Read(_folder.Path));
        Assert.Equal($"{_folder.Path}: the file has 67108865 bytes, and at most 67108864 are read; give fewer or shorter sequences",
            error.Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void A_file_that_does_not_exist_and_a_folder_are_refused()
    {
        Assert.Equal($"{_folder.Path}: there is no such file",
            Assert.Throws<InputException>(() => Mas.Tasks.Files.FileTask.Read(_folder.Path)).Message);
        string folder = Path.GetDirectoryName(_folder.Path)!;
        Assert.Equal($"{folder}: this is a folder; a file is wanted",
            Assert.Throws<InputException>(() => Mas.Tasks.Files.FileTask.Read(folder)).Message);
    }

    [Fact]
    public void A_byte_order_mark_and_windows_line_ends_are_read_over()
    {
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes($"{Recall.Line("red", 0)}\r\n\r\n{Recall.Line("blue", 0)}")];
        Assert.Equal(6, _folder.Read(bytes).Vocabulary.Count);
    }

    public void Dispose() => _folder.Dispose();
}
