using Mas.Causal;
using Mas.Interchange;
using Mas.Results.Files;
using Mas.Results.Records;
using Mas.Tasks;
using Mas.Tasks.Files;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Tasks;

/// <summary>Task files whose networks read vectors, or answer with labels.</summary>
public sealed class LabelledTrialTests : IDisposable
{
    private const string Words = """
        {"tokens": ["B", "a", "b", "a", "E"], "labels": [null, "odd", "odd", "even", null], "variables": {"n": [null, 1, 1, 2, null]}}
        """;

    private readonly TrialFolder _folder = new();

    [Fact]
    public void Vectors_are_fed_in_place_of_words_and_labels_are_due_at_their_own_position()
    {
        FileTask task = _folder.Read(Lights.Line([(1, 10), (-1, 20), (-1, 10)]), Lights.Line([(1, 10), (1, 30)]));
        Assert.Equal(["P", "B", "E", "even", "left", "right"], task.Vocabulary.Words);
        (StimulusTable stimuli, int first) = (task.Stimuli!, task.Vocabulary.Count);
        int[] tokens = [first, first + 1, first + 2, Vocabulary.Eos];
        Assert.Equal([1.1f, 0.1f, 0.2f, 1.2f, 0.1f, 1.1f], tokens[..3].SelectMany(id => stimuli.Of(id).ToArray()));
        Assert.Equal([0f, 0f], stimuli.Of(Vocabulary.Eos));
        TaskTrace trace = task.Trace(tokens);
        Assert.Equal([false, true, true, true], trace.TaskTokens);
        Assert.Equal(["left", "even", "right"], trace.Labels![1..].Select(task.Vocabulary.Word));
        Assert.Equal([0, 1, 2], trace.Eligible);
        Assert.Equal([1, 2, 0, 1, -1, 0], trace.Values.Select(value => value.Number));
        // The same vector is one stimulus, wherever it stands.
        Assert.Equal(["left", "left"], task.Trace((int[])[first, first + 3, Vocabulary.Eos]).Labels![1..].Select(task.Vocabulary.Word));
    }

    [Fact]
    public void What_follows_an_intervention_has_the_vectors_and_the_labels_of_a_place_with_the_values()
    {
        FileTask task = _folder.Read(Lights.Lines(300, 1));
        SequencePool pool = new(task, 1, Metrics.Test, 40);
        var random = new SeededRandom(2);
        int[] targets = [.. Enumerable.Range(0, pool.Count).Where(q => pool.Length(q) > 4)];
        foreach (int q in targets)
        {
            Overwrite[] written = [new(0, new(2))];
            if (task.Of(Metrics.Test).Counterfactual(pool.Sequence(q), 1, written, ref random) is not { } found)
                continue;
            Assert.Equal(pool.Length(q) - 2, found.Tokens.Length); // as many are to come
            Assert.Equal("left", task.Vocabulary.Word(found.Labels![0]));
            int lead = 2;
            for (int t = 1; t < found.Labels.Length; t++)
            {
                ReadOnlySpan<float> vector = task.Stimuli!.Of(found.Tokens[t - 1]);
                lead += vector[0] > vector[1] ? 1 : -1;
                Assert.Equal(Lights.Label(lead), task.Vocabulary.Word(found.Labels[t]));
            }
        }
        Intervention natural = pool.Natural(new Intervention([new(0, 3, 1)], targets[0], 1, 1, [], []));
        Assert.Equal(pool.Labels(targets[0])[2..].ToArray(), natural.Labels);
        Assert.Equal(pool.Tokens(targets[0])[2..].ToArray(), natural.Continuation);
    }

    [Fact]
    public void Words_may_be_fed_and_labels_due_beside_them()
    {
        FileTask task = _folder.Read(Words);
        Assert.Null(task.Stimuli);
        Assert.Equal(["P", "B", "E", "a", "b"], task.Sides!.Fed);
        Assert.Equal(["even", "odd"], task.Sides.Due);
        TaskTrace trace = task.Trace(task.Vocabulary.Parse("B a b a E"));
        Assert.Equal([false, false, true, true, true], trace.TaskTokens);
        Assert.Equal(["odd", "odd", "even"], trace.Labels![2..].Select(task.Vocabulary.Word));
        Assert.Equal([1, 2, 3], trace.Eligible);
    }

    [Theory]
    [InlineData("""{"features": [[1, 2]], "variables": {"n": [1]}}""",
        "labels: the key is missing; every line has features, labels and variables")]
    [InlineData("""{"features": [[1, 2]], "tokens": ["B", "a", "E"], "labels": ["a"], "variables": {"n": [1]}}""",
        "tokens: the key stands beside features, which says the same; leave it out")]
    [InlineData("""{"tokens": ["B", "a", "E"], "scored": [1], "labels": [null, "a", null], "variables": {"n": [1, 1, 1]}}""",
        "scored: the key stands beside labels, which says the same; leave it out")]
    [InlineData("""{"features": [], "labels": [], "variables": {"n": []}}""",
        "features: a list of 1 to 4096 positions is wanted, each a list of numbers")]
    [InlineData("""{"features": [[1, 2], 3], "labels": ["a", "b"], "variables": {"n": [1, 1]}}""",
        "features: a position is no list of numbers (position 1)")]
    [InlineData("""{"features": [[1, 2], [3]], "labels": ["a", "b"], "variables": {"n": [1, 1]}}""",
        "features: a position has 1 numbers, and those before have 2; give all the same (position 1)")]
    [InlineData("""{"features": [[1, 1e40]], "labels": ["a"], "variables": {"n": [1]}}""",
        "features: a position has a number that is none, or is too large for 32 bits (position 0)")]
    [InlineData("""{"features": [[1, 2]], "labels": ["a", "b"], "variables": {"n": [1]}}""",
        "labels: a list with one label for each of the 1 positions is wanted, null where none is due")]
    [InlineData("""{"features": [[1, 2]], "labels": ["E"], "variables": {"n": [1]}}""",
        "labels: a label is a text of 1 to 100 characters without blanks, and not B, E or P; the one at position 0 is \"E\"")]
    [InlineData("""{"features": [[1, 2]], "labels": [null], "variables": {"n": [1]}}""",
        "labels: nothing is due at any position, so that nothing can be learned from the sequence; give at least one label")]
    [InlineData("""{"features": [[1, 2], [1, 3]], "labels": ["a", null], "variables": {"n": [1, 1]}, "eligible": [1]}""",
        "eligible: no label stands at or after position 1, so that an intervention there could not be judged; leave it out")]
    [InlineData("""{"features": [[1, 2]], "labels": ["a"], "variables": {"n": [1, 2]}}""",
        "variables.n: the variable is a list of 2 values, where a list with one value for each of the 1 positions is wanted, null where "
        + "it has none")]
    [InlineData("""{"tokens": ["B", "a", "E"], "labels": [null, null, "a"], "variables": {"n": [1, 1, 1]}}""",
        "labels: position 2 is that of E, where nothing can be due; write null")]
    public void One_wrong_line_gives_one_sentence(string line, string expected)
    {
        InputException error = Assert.Throws<InputException>(() => _folder.Read(line));
        Assert.Equal($"{_folder.Path}:1: {expected}", error.Errors[0].ToString());
    }

    [Fact]
    public void Lines_of_another_kind_and_vectors_with_other_labels_are_refused()
    {
        string line = Lights.Line([(1, 10), (1, 20)]);
        Assert.Equal($"{_folder.Path}:2: the line has tokens and labels, and the lines before have features and labels; give all lines the "
            + "same", Assert.Throws<InputException>(() => _folder.Read(line, Words)).Errors[0].ToString());
        Assert.Equal($"{_folder.Path}:2: the vectors are those of line 1, but labels, variables or eligible are not; vectors must decide "
            + "them", Assert.Throws<InputException>(() => _folder.Read(line, line.Replace("left", "even"))).Errors[0].ToString());
    }

    [Fact]
    public void Vectors_fall_into_a_split_by_their_numbers_whatever_else_is_in_the_file()
    {
        string[] lines = Lights.Lines(200, 3), turned = [.. lines.Reverse()];
        HashSet<string> Test(string[] of)
        {
            FileTask task = _folder.Read(of);
            SequencePool pool = new(task, 1, Metrics.Test, 400);
            return [.. Enumerable.Range(0, pool.Count).Select(q => string.Join(' ',
                pool.Tokens(q).ToArray().SelectMany(id => task.Stimuli!.Of(id).ToArray())))];
        }
        HashSet<string> found = Test(lines);
        Assert.InRange(found.Count, 15, 50);
        // Four hundred draws from some thirty trials find each of them; which they are does not hang on the order of the lines.
        Assert.Equal(found.Order(StringComparer.Ordinal), Test(turned).Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();
}
