using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

public sealed class TokeniserFolderTests : IDisposable
{
    private readonly TokeniserFiles _files = new();

    [Fact]
    public void A_folder_without_a_tokeniser_is_refused()
    {
        const string Said = "there is no tokeniser in this folder: tokenizer.json, or vocab.json with merges.txt, or tokenizer.model is "
            + "wanted; download it with the weights";
        Assert.Equal(Said, _files.Refusal());
        _files.Write("vocab.json", "{}"); // merges.txt is missing
        Assert.Equal(Said, _files.Refusal());
    }

    [Fact]
    public void A_tokenizer_json_comes_before_the_other_files()
    {
        foreach (string name in (string[])["vocab.json", "merges.txt", "tokenizer.model"])
            _files.Write(name, "damaged");
        _files.Json("gpt2-tiny", _ => { });
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        Assert.EndsWith("tokenizer.json", tokeniser.File, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_download_leaves_in_the_place_of_a_file_is_named()
    {
        _files.Write("tokenizer.json", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 17\n");
        Assert.Equal("this is a pointer of Git LFS in the place of the file; fetch the file with 'git lfs pull'", _files.Refusal());
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused_before_it_is_read()
    {
        using (FileStream file = File.Create(_files.Place("tokenizer.json")))
            file.SetLength((256L << 20) + 1);
        Assert.Equal($"the file has {(256 << 20) + 1} bytes, and at most {256 << 20} are read; this is no tokeniser of a language model",
            _files.Refusal());
    }

    [Fact]
    public void A_file_in_another_encoding_is_refused()
    {
        _files.Write("tokenizer.json", [(byte)'{', 0xFF, (byte)'}']);
        Assert.Equal("the file is not UTF-8 text; save it as such", _files.Refusal());
    }

    [Theory]
    [InlineData("a b c", 2)]
    [InlineData("ab", 2)]
    [InlineData(" b", 2)]
    public void A_merge_that_is_none_is_refused_with_its_line(string line, int number)
    {
        Older($"#version: 0.2\n{line}\n", """{"a": 0, "b": 1}""");
        InputError error = Assert.Throws<InputException>(() => Tokeniser.Open(_files.Folder)).Errors.Single();
        Assert.Equal(("a merge is two tokens with a blank between them; the file is damaged", number), (error.Message, error.Line));
        Assert.EndsWith("merges.txt", error.File, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_the_line_of_the_version_is_a_comment()
    {
        Older("#version: 0.2\n# #\n## #\n", """{"#": 0, "##": 1, "###": 2}""");
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        Assert.Equal([2], tokeniser.Encode("###", SpecialTokens.None));
    }

    [Fact]
    public void Older_files_of_another_tokeniser_are_refused()
    {
        Older("a b\n", """{"a": 0, "b": 1, "ab": 2}""");
        _files.Write("tokenizer_config.json", """{"tokenizer_class": "RobertaTokenizer"}""");
        Assert.Equal("vocab.json and merges.txt are read as GPT-2's, and this tokeniser is a RobertaTokenizer; give its tokenizer.json",
            _files.Refusal());
    }

    [Fact]
    public void Older_files_whose_settings_ask_for_it_begin_a_text()
    {
        Older("a b\n", """{"a": 0, "b": 1, "ab": 2, "<|endoftext|>": 3}""");
        _files.Write("tokenizer_config.json", """{"add_bos_token": true}""");
        using Tokeniser tokeniser = Tokeniser.Open(_files.Folder);
        Assert.Equal([3, 2], tokeniser.Encode("ab", SpecialTokens.Add));
        Assert.Equal([2], tokeniser.Encode("ab", SpecialTokens.Parse));
        Assert.Equal([3], tokeniser.SpecialIds);
    }

    [Theory]
    [InlineData("[1]", "vocab.json is a list, where an object is wanted")]
    [InlineData("{\"a\": \"b\"}", "the id \"b\" is no whole number from 0 to 4194303")]
    [InlineData("{\"a\": 0, \"b\": 0}", "the id 0 belongs to 'a' and to 'b'; the file is damaged")]
    [InlineData("{\"a\": 0", "vocab.json is not valid JSON; was it downloaded in full?")]
    public void A_vocabulary_that_is_damaged_is_refused(string vocabulary, string said)
    {
        Older("#version: 0.2\n", vocabulary);
        Assert.Equal(said, _files.Refusal());
    }

    public void Dispose() => _files.Dispose();

    private void Older(string merges, string vocabulary)
    {
        _files.Write("merges.txt", merges);
        _files.Write("vocab.json", vocabulary);
    }
}
