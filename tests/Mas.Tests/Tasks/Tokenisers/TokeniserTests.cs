using System.Text.Json.Nodes;
using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public class TokeniserTests
{
    [Fact]
    public void A_tokeniser_with_more_ids_than_the_embedding_has_rows_is_refused()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("qwen3-tiny");
        Assert.Equal(496, tokeniser.VocabularySize);
        tokeniser.RequireFits(496);
        tokeniser.RequireFits(512); // rows that no token has are usual
        Assert.EndsWith("tokenizer.json: the tokeniser has ids up to 495, and the model's embedding has 495 rows: they do not belong "
            + "together; take the tokeniser that came with the weights",
            Assert.Throws<InputException>(() => tokeniser.RequireFits(495)).Message);
    }

    [Fact]
    public void A_text_that_begins_twice_is_refused()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("llama3-rope-tiny");
        Assert.Equal(800, tokeniser.Beginning);
        Assert.Equal(800, tokeniser.Encode("Hello", SpecialTokens.Add)[0]);
        Assert.Equal(800, tokeniser.Encode("<|begin_of_text|>Hello", SpecialTokens.Parse)[0]);
        const string Said = "a text begins twice with <|begin_of_text|>, the token that begins a sequence: its template has written one, "
            + "and the tokeniser adds another; leave one of them out";
        Assert.Equal(Said, Refusal(() => tokeniser.Encode("<|begin_of_text|>Hello", SpecialTokens.Add)));
        Assert.Equal(Said, Refusal(() => tokeniser.Encode("<|begin_of_text|><|begin_of_text|>Hello", SpecialTokens.Parse)));
    }

    [Fact]
    public void A_text_that_is_no_Unicode_or_too_long_is_refused() => Assert.All(GoldenTokenisers.Names.Take(13), name =>
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open(name.Data);
        Assert.Equal("at character 3 of a text stands half of a surrogate pair; write the whole character",
            Refusal(() => tokeniser.Encode("ab\ud83d", SpecialTokens.None)));
        Assert.Equal("at character 3 of a text stands half of a surrogate pair; write the whole character",
            Refusal(() => tokeniser.Encode("😀\ude00", SpecialTokens.None)));
        Assert.Equal($"a text has {Tokeniser.LongestText + 1} characters, and at most {Tokeniser.LongestText} are read; give it in parts",
            Refusal(() => tokeniser.Encode(new string('x', Tokeniser.LongestText + 1), SpecialTokens.None)));
    });

    [Fact]
    public void Tokens_are_shown_as_text_and_cut_characters_as_their_bytes()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("qwen3-tiny");
        Assert.Equal(["\\xe4", "\\xbd", "\\xa0"], ((int[])[160, 121, 254]).Select(tokeniser.TokenText)); // 你
        Assert.Equal([" ", "\\u000a", "<|im_start|>", "#9999", "#-1"], ((int[])[220, 198, 491, 9999, -1]).Select(tokeniser.TokenText));
        using Tokeniser pieces = GoldenTokenisers.Open("tokenizer-sentencepiece/tokenizer.model");
        Assert.Equal([" be", "\\xe4", "<s>"], ((int[])[316, 234, 1]).Select(pieces.TokenText));
    }

    [Fact]
    public void The_hash_names_the_content_of_the_files_and_not_their_place()
    {
        using Tokeniser first = GoldenTokenisers.Open("gpt2-tiny"), older = GoldenTokenisers.Open("old-layout/gpt2");
        using TokeniserFiles files = new();
        files.Copy(Golden.Path("language-models", "gpt2-tiny", "tokenizer.json"), "tokenizer.json");
        using (Tokeniser copy = Tokeniser.Open(files.Folder))
            Assert.Equal(first.Hash, copy.Hash);
        files.Json("gpt2-tiny", root => root["model"]!["merges"]!.AsArray().RemoveAt(0));
        using Tokeniser changed = Tokeniser.Open(files.Folder);
        Assert.NotEqual(first.Hash, changed.Hash);
        Assert.NotEqual(first.Hash, older.Hash);
        Assert.Matches("^[0-9a-f]{64}$", first.Hash);
    }

    // The library itself would give such tokens the next numbers.
    [Fact]
    public void Added_tokens_keep_their_ids_where_there_are_gaps_or_others_are_not_read()
    {
        using TokeniserFiles files = new();
        files.Json("qwen3-tiny", root => root["added_tokens"]![3]!["id"] = 600);
        using Tokeniser tokeniser = Tokeniser.Open(files.Folder);
        Assert.Equal([600], tokeniser.Encode("<think>", SpecialTokens.Parse));
        Assert.Equal([600], tokeniser.Encode("<think>", SpecialTokens.None));
        Assert.Equal([494], tokeniser.Encode("</think>", SpecialTokens.None));
        Assert.Equal(601, tokeniser.VocabularySize);
    }

    [Fact]
    public void What_would_cut_a_text_short_fill_it_up_or_draw_at_random_is_left_out()
    {
        using TokeniserFiles files = new();
        files.Json("qwen3-tiny", root =>
        {
            root["truncation"] = JsonNode.Parse("""{"max_length":2,"strategy":"LongestFirst","stride":0,"direction":"Right"}""");
            root["padding"] = JsonNode.Parse(
                """{"strategy":{"Fixed":99},"direction":"Right","pad_to_multiple_of":null,"pad_id":0,"pad_type_id":0,"pad_token":"!"}""");
            root["model"]!["dropout"] = 0.9;
        });
        using Tokeniser tokeniser = Tokeniser.Open(files.Folder), whole = GoldenTokenisers.Open("qwen3-tiny");
        const string Text = "the committee's survey of tomorrow, together";
        Assert.Equal(whole.Encode(Text, SpecialTokens.None), tokeniser.Encode(Text, SpecialTokens.None));
    }

    [Fact]
    public void Several_threads_may_use_one()
    {
        using Tokeniser tokeniser = GoldenTokenisers.Open("llama-tiny");
        int[][] alone = [.. Enumerable.Range(0, 200).Select(i => tokeniser.Encode($"text {i} of the committee", SpecialTokens.Add))];
        using Tokeniser fresh = GoldenTokenisers.Open("llama-tiny");
        int[][] together = [.. Enumerable.Range(0, 200).AsParallel().AsOrdered().WithDegreeOfParallelism(4)
            .Select(i => fresh.Encode($"text {i} of the committee", SpecialTokens.Add))];
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Where_the_native_library_is_not_there_one_sentence_names_its_package()
    {
        string said = ReferenceTokeniser.NoLibrary(new DllNotFoundException()).Message;
        Assert.StartsWith("language models need the native library of their tokenisers, the package Tokenizers.DotNet.runtime.", said,
            StringComparison.Ordinal);
        Assert.Single(said.Split('\n'));
    }

    private static string Refusal(Action action) => Assert.Throws<InputException>(action).Errors.Single().Message;
}
