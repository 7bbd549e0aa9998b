using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks.Texts;
using Mas.Tasks.Tokenisers;
using Mas.Tests.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Texts;

public sealed class TextCutTests : IDisposable
{
    private static readonly string[] s_words =
        ["the", "committee", "of", "tomorrow", "survey", "together", "reads", "stone", "water", "never"];

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-cut-").FullName;
    private readonly Tokeniser _tokeniser = GoldenTokenisers.Open("llama-tiny");

    [Fact]
    public void Texts_are_the_first_tokens_of_their_lines_each_in_the_split_of_its_letters()
    {
        string[] lines = Lines(200);
        TextSample sample = Cut(lines, new(1, 10_000));
        Assert.Equal(200, sample.Texts.Length);
        Assert.Equal(Enumerable.Range(1, 200), sample.Texts.Select(text => text.Line));
        Assert.All(sample.Texts, text =>
        {
            Assert.Equal(_tokeniser.Encode(lines[text.Line - 1], SpecialTokens.None)[..32], text.Ids);
            Assert.Equal(TextCut.SplitOf(lines[text.Line - 1]), text.Split);
        });
        Assert.InRange(sample.Of(Metrics.Train).Count(), 120, 160);
        Assert.InRange(sample.Of(Metrics.Test).Count(), 15, 50);
        Assert.Equal((200, 0, 0, 0, 0), (sample.Lines, sample.Empty, sample.Short, sample.Repeated, sample.NotDrawn));
    }

    [Fact]
    public void What_is_left_out_is_counted()
    {
        TextSample sample = Cut([.. Lines(100), "", "too short", " ", Lines(1)[0]], new(1, 10_000));
        Assert.Equal((104, 2, 1, 1, 0), (sample.Lines, sample.Empty, sample.Short, sample.Repeated, sample.NotDrawn));
        Assert.Equal(100, sample.Texts.Length);
    }

    [Fact]
    public void The_texts_that_are_needed_are_drawn_by_the_seed_whatever_the_order_of_the_lines()
    {
        string[] lines = Lines(300);
        string[] Drawn(string[] order, ulong seed) => [.. Cut(order, new(seed, 100)).Texts.Select(text => order[text.Line - 1]).Order()];
        string[] first = Drawn(lines, 1);
        Assert.InRange(first.Length, 95, 100); // 70 + 15 + 15
        Assert.Equal(first, Drawn([.. lines.Reverse()], 1));
        Assert.NotEqual(first, Drawn(lines, 2));
        TextSample sample = Cut(lines, new(1, 100));
        Assert.Equal(300, sample.Texts.Length + sample.NotDrawn);
        Assert.Equal((70, 15, 15),
            (sample.Of(Metrics.Train).Count(), sample.Of(Metrics.Validation).Count(), sample.Of(Metrics.Test).Count()));
    }

    [Fact]
    public void Texts_with_the_same_tokens_never_stand_in_two_splits()
    {
        // They differ behind the last token alone, and so their hashes send them to any split.
        string[] same = [.. Enumerable.Range(0, 40).Select(i => $"{Lines(1)[0]} {i}")];
        Assert.True(same.Select(TextCut.SplitOf).Distinct().Count() == 3);
        TextSample sample = Cut([.. Lines(100).Skip(1), .. same], new(1, 10_000));
        Assert.Equal(100, sample.Texts.Length);
        Assert.Equal(39, sample.Repeated);
        Assert.Equal(100, sample.Texts.Select(text => string.Join(' ', text.Ids)).Distinct().Count());
    }

    [Fact]
    public void Special_tokens_in_a_text_are_letters_unless_they_are_asked_for()
    {
        string[] lines = [.. Lines(100).Select(line => $"<|im_start|>{line}")];
        int id = _tokeniser.Encode("<|im_start|>", SpecialTokens.Parse).Single();
        Assert.All(Cut(lines, new(1, 1000)).Texts, text => Assert.DoesNotContain(id, text.Ids));
        Assert.All(Cut(lines, new(1, 1000, Special: SpecialTokens.Parse)).Texts, text => Assert.Equal(id, text.Ids[0]));
    }

    [Theory]
    [InlineData("two words|\n", "texts.txt: task.context: none of the 1 texts has 32 tokens, the longest has ")]
    [InlineData(" |", "texts.txt: the file has no texts in its 2 lines; write one on each line")]
    public void A_file_with_too_little_is_refused(string lines, string said) =>
        Assert.Contains(said, Assert.Throws<InputException>(() => Cut(lines.Split('|'), new(1, 100))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_split_without_a_text_is_refused()
    {
        string line = Lines(50).First(one => TextCut.SplitOf(one) == Metrics.Test);
        Assert.Contains("none falls to train; give more different texts",
            Assert.Throws<InputException>(() => Cut([line], new(1, 100))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_that_begins_twice_is_refused_with_its_line()
    {
        string begin = _tokeniser.Added(_tokeniser.Beginning!.Value)!.Content;
        InputException error = Assert.Throws<InputException>(
            () => Cut([Lines(1)[0], $"{begin}{begin}{Lines(1)[0]}"], new(1, 100, Special: SpecialTokens.Parse)));
        Assert.Contains($"texts.txt:2: a text begins twice with {begin}", error.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _tokeniser.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static string[] Lines(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', Enumerable.Range(0, 40).Select(_ => s_words[random.Next(10)])))];
    }

    private TextSample Cut(string[] lines, TextCutOptions options)
    {
        string path = Path.Combine(_folder, "texts.txt");
        File.WriteAllLines(path, lines);
        return TextCut.Of(new TextFile(path), _tokeniser, options);
    }
}
