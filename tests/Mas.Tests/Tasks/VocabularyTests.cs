using Mas.Results.Files;
using Mas.Tasks;
using Xunit;

namespace Mas.Tests.Tasks;

public sealed class VocabularyTests
{
    [Fact]
    public void Words_have_the_ids_that_the_independent_implementation_gives_them_in_all_8_vocabularies()
    {
        int checkedTasks = 0;
        foreach ((string name, string[] words) in GoldenCausal.Vocabularies)
        {
            SequenceTask task = GoldenCausal.Task(name.Split(' ')[0], name.Contains("void", StringComparison.Ordinal) ? "U" : "");
            Assert.Equal(words, task.Vocabulary.Words);
            checkedTasks++;
        }
        Assert.Equal(8, checkedTasks);
    }

    [Fact]
    public void Printing_undoes_parsing()
    {
        Vocabulary vocabulary = GoldenCausal.Task("multi-object").Vocabulary;
        Assert.Equal("B D0 D2 T R R E", vocabulary.Print(vocabulary.Parse("B D0 D2 T R R E")));
    }

    [Fact]
    public void A_word_that_does_not_exist_is_named_beside_those_that_do()
    {
        InputException error = Assert.Throws<InputException>(() => GoldenCausal.Task("single-object").Vocabulary.Parse("B D0 E"));
        Assert.Equal("'D0' is not a word of the vocabulary; its words are P B E D R T", error.Message);
    }
}
