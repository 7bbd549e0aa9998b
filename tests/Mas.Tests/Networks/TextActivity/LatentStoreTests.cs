using Mas.Networks.Pretrained;
using Mas.Networks.TextActivity;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Mas.Tensors;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.TextActivity;

/// <summary>What is recorded is stored once and used again, whatever happens on the way.</summary>
public sealed class LatentStoreTests : IDisposable
{
    private static readonly int[] s_recorded = [1, 3];

    private readonly StoreCase _case = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void What_is_stored_is_what_the_recorder_gives_and_the_model_is_not_asked_for_again()
    {
        TextKey key = _case.Key();
        Assert.Equal(key.Bytes(2), _case.Store.Missing(key, [1, 3]));
        using (StoredTexts first = _case.Open(key, [3, 1]))
        {
            var recorder = new TextRecorder(_case.Decoder, key.Length, [1, 3]);
            using RecordedBatch batch = recorder.Continue([.. key.Contexts.Skip(64).Take(64)]);
            int start = 64 * key.Length;
            Assert.Equal(batch.Tokens, first.Rows.Tokens.AsSpan(start, batch.Tokens.Length).ToArray());
            Assert.Equal(batch.Predicted, first.Predicted.AsSpan(start, batch.Tokens.Length).ToArray());
            Assert.Equal(batch.Margins, first.Margins.AsSpan(start, batch.Tokens.Length).ToArray());
            Assert.Equal(batch.Losses, first.Losses.AsSpan(64, 64).ToArray());
            int[] positions = [start + 30, start + 2, start + 3, start + 4, start];
            foreach ((int i, int site) in s_recorded.Index())
                Assert.Equal(batch.Latents[i].view(-1, 48).Rows([30, 2, 3, 4, 0]).ToArray<float>(),
                    first.Latents(site)(positions).ToArray<float>());
            Assert.Equal(key.Bytes(2), _case.Bytes(key).Values.Sum(bytes => bytes.Length));
        }
        int before = _case.Opened;
        using StoredTexts again = _case.Open(key, [1]);
        Assert.Equal(before, _case.Opened);
        Assert.Equal(0, _case.Store.Missing(key, [1, 3]));
        Assert.Empty(_case.Said);
    }

    [Fact]
    public void Stored_latents_are_activity_that_the_model_goes_on_from()
    {
        TextKey key = _case.Key(texts: 3);
        using StoredTexts stored = _case.Open(key, [1]);
        using DecoderActivity activity = stored.Activity(_case.Decoder, 1);
        int[] positions = [.. Enumerable.Range(0, stored.Rows.Tokens.Length)];
        Assert.Equal(stored.Predicted, activity.Logits(positions).argmax(1).ToArray<long>().Select(id => (int)id));
    }

    [Fact]
    public void A_loss_is_the_mean_of_what_the_logits_say_of_the_tokens_of_the_context()
    {
        TextKey key = _case.Key(texts: 3);
        using StoredTexts stored = _case.Open(key, [1]);
        using DecoderActivity activity = stored.Activity(_case.Decoder, 1);
        for (int text = 0; text < 3; text++)
        {
            int[] positions = [.. Enumerable.Range(text * key.Length, key.Context - 1)], next = key.Contexts[text][1..];
            double loss = nn.functional.cross_entropy(activity.Logits(positions), Device.Cpu.Indices(next.AsSpan())).item<float>();
            Assert.Equal(loss, stored.Losses[text], 1e-4);
        }
    }

    [Fact]
    public void Another_site_later_has_the_bytes_that_it_has_when_it_is_recorded_at_once()
    {
        TextKey key = _case.Key();
        _case.Open(key, [2]).Dispose();
        _case.Open(key, [0, 1]).Dispose();
        Dictionary<string, byte[]> later = _case.Bytes(key);
        using var elsewhere = new TemporaryFolder();
        _case.MoveTo(elsewhere.Root);
        _case.Open(key, [0, 1, 2], new RecordingOptions { Threads = 3 }).Dispose();
        Same(_case.Bytes(key, elsewhere.Root), later);
    }

    [Fact]
    public void A_recording_that_was_stopped_goes_on_from_its_last_batch_to_the_same_bytes()
    {
        TextKey key = _case.Key(texts: 200);
        _case.Open(key, [1]).Dispose();
        Dictionary<string, byte[]> whole = _case.Bytes(key);
        using var elsewhere = new TemporaryFolder();
        _case.MoveTo(elsewhere.Root);
        using var stop = new CancellationTokenSource();
        List<int> done = [], further = [];
        Assert.Throws<OperationCanceledException>(() => _case.Open(key, [1], new RecordingOptions
        {
            Cancellation = stop.Token,
            Progress = (texts, _) =>
            {
                done.Add(texts);
                if (texts == 96)
                    stop.Cancel();
            },
        }));
        Assert.Equal([0, 48, 96], done.Where(texts => texts % 48 == 0));
        Assert.Equal(done.Order(), done);
        Assert.InRange(done.Distinct().Count(), 10, 97); // it is told between batches too
        Assert.Empty(_case.Bytes(key, elsewhere.Root)); // nothing is there whole
        // A kill in the midst of a batch leaves more than what is noted.
        foreach (string file in Directory.GetFiles(_case.FolderOf(key, elsewhere.Root), "*.partial"))
            File.AppendAllText(file, "half of something");
        _case.Open(key, [1], new RecordingOptions { Progress = (texts, _) => further.Add(texts) }).Dispose();
        Assert.Equal([96, 144, 192, 200], further.Where(texts => texts % 48 == 0 || texts == 200));
        Same(whole, _case.Bytes(key, elsewhere.Root));
        Assert.Equal(
            [".recording", ".use", "about.txt", "key.txt", "layer.1.float32", "losses.float32", "margins.float32", "predicted.int32",
                "tokens.int32"],
            Directory.GetFiles(_case.FolderOf(key, elsewhere.Root)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("tokens.int32", "has 5399 bytes instead of 5400")]
    [InlineData("predicted.int32", "has 5399 bytes instead of 5400")]
    [InlineData("margins.float32", "has 5399 bytes instead of 5400")]
    [InlineData("losses.float32", "has 599 bytes instead of 600")]
    [InlineData("layer.2.float32", "has 259199 bytes instead of 259200")]
    [InlineData("key.txt", "key.txt is not that of this key")]
    public void A_file_that_was_shortened_is_noticed_and_all_is_recorded_again(string file, string said) =>
        Damaged(file, bytes => bytes[..^1], said);

    [Theory]
    [InlineData("tokens.int32", "an id is not one of the vocabulary")]
    [InlineData("predicted.int32", "an id is not one of the vocabulary")]
    [InlineData("margins.float32", "a margin is no number from 0")]
    [InlineData("losses.float32", "a loss is no number from 0")]
    [InlineData("key.txt", "key.txt is not that of this key")]
    public void A_file_that_says_what_cannot_be_is_noticed_and_all_is_recorded_again(string file, string said) => Damaged(file, bytes =>
    {
        byte[] changed = [.. bytes];
        changed.AsSpan(8, 4).Fill(0xff);
        return changed;
    }, said);

    [Fact]
    public void Tokens_of_other_texts_are_noticed() =>
        Damaged("tokens.int32", bytes => [.. bytes[^36..], .. bytes[..^36]], "text 0 does not begin");

    [Fact]
    public void A_missing_header_or_file_is_recorded_again()
    {
        TextKey key = _case.Key();
        _case.Open(key, [2]).Dispose();
        Dictionary<string, byte[]> whole = _case.Bytes(key);
        File.Delete(Path.Combine(_case.FolderOf(key), "margins.float32"));
        _case.Open(key, [2]).Dispose();
        Same(whole, _case.Bytes(key));
        File.Delete(Path.Combine(_case.FolderOf(key), "key.txt"));
        _case.Open(key, [2]).Dispose();
        Same(whole, _case.Bytes(key));
        Assert.EndsWith("key.txt is missing", Assert.Single(_case.Said), StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_changes_what_a_model_makes_of_texts_changes_the_key()
    {
        TextModel model = _case.Model();
        TextKey key = _case.Key(texts: 4);
        TextKey[] others =
        [
            key, _case.Key(texts: 5), _case.Key(texts: 4, seed: 2), _case.Key(texts: 4, length: 10), _case.Key(texts: 4, tokeniser: "u"),
            _case.Key(texts: 4, adapter: "llama-tiny-qv"), _case.Key(texts: 4, adapter: "llama-tiny-rslora"),
            new TextKey(model with { Numbers = "BFloat16" }, "t", key.Contexts, key.Length),
            new TextKey(model with { Place = "cuda:0" }, "t", key.Contexts, key.Length),
            new TextKey(model with { Hashes = [.. model.Hashes.Skip(1)] }, "t", key.Contexts, key.Length),
        ];
        Assert.Equal(others.Length, others.Select(other => other.Hash).Distinct().Count());
        Assert.Equal(key.Hash, new TextKey(model with { Name = "other" }, "t", key.Contexts, key.Length).Hash);
        Assert.Equal(4, model.Hashes.Count); // the configuration and three shards
    }

    [Fact]
    public void Several_recordings_of_the_same_at_once_give_what_one_gives()
    {
        TextKey key = _case.Key();
        _ = _case.Decoder; // opened before, by one thread
        var opened = new StoredTexts[4];
        Parallel.For(0, opened.Length, new ParallelOptions { MaxDegreeOfParallelism = opened.Length },
            i => opened[i] = new LatentStore(_case.Root).Open(key, [i % 2], () => _case.Decoder, new RecordingOptions()));
        foreach (StoredTexts one in opened)
        {
            Assert.Equal(opened[0].Rows.Tokens, one.Rows.Tokens);
            one.Dispose();
        }
        Assert.Equal(["layer.0.float32", "layer.1.float32", "losses.float32", "margins.float32", "predicted.int32", "tokens.int32"],
            _case.Bytes(key).Keys.Order(StringComparer.Ordinal));
        Dictionary<string, byte[]> together = _case.Bytes(key);
        using var elsewhere = new TemporaryFolder();
        _case.MoveTo(elsewhere.Root);
        _case.Open(key, [0, 1]).Dispose();
        Same(_case.Bytes(key, elsewhere.Root), together);
    }

    [Fact]
    public void Where_the_cache_has_a_limit_the_oldest_goes_for_the_newest_and_this_is_told()
    {
        TextKey[] keys = [_case.Key(texts: 10), _case.Key(texts: 11), _case.Key(texts: 12)];
        foreach ((int i, TextKey key) in keys.Index().Take(2))
        {
            _case.Open(key, [1]).Dispose();
            File.SetLastWriteTimeUtc(Path.Combine(_case.FolderOf(key), ".use"), new DateTime(2024, 1, 2 + i, 0, 0, 0, DateTimeKind.Utc));
        }
        _case.Limit("45 KB"); // two of about 19 KB each
        using (_case.Open(keys[2], [1]))
            Assert.Equal([false, true, true], keys.Select(key => Directory.Exists(_case.FolderOf(key))));
        Assert.Matches(@"^the cache was larger than MAS_CACHE_LIMIT allows \(45\.0 KB\): latents [0-9a-f]{12} \(llama-tiny: 10 texts, "
            + @"5 tokens continued to 9\), 1\d\.\d KB, last used 2024-01-02, was removed$", Assert.Single(_case.Said));
        _case.Said.Clear();
        _case.Limit("1 KB");
        using (_case.Open(keys[0], [1]))
            Assert.Equal([true, false, false], keys.Select(key => Directory.Exists(_case.FolderOf(key))));
        Assert.Matches(@"^the cache has 1\d\.\d KB, more than MAS_CACHE_LIMIT allows \(1\.0 KB\), and all of it is in use; "
            + "set a larger limit$", _case.Said[^1]);
        _case.Limit("lots");
        int opened = _case.Opened;
        Assert.Throws<InputException>(() => _case.Open(keys[1], [1]));
        Assert.Equal(opened, _case.Opened);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_told_before_the_model_is_opened()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["cache"], "a file, not a folder");
        _case.MoveTo(folder["cache"]);
        InputException error = Assert.Throws<InputException>(() => _case.Open(_case.Key(texts: 2), [1]));
        Assert.Contains("the store of latents cannot be written (", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("; name another cache folder with --cache or MAS_CACHE", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _case.Opened);
    }

    [Fact]
    public void A_model_that_cannot_go_so_far_is_refused()
    {
        TextModel model = TextModel.Read(Pretrained.DecoderCase.FolderOf("gpt2-tiny"), null, _case.Store.Hashes);
        InputException error = Assert.Throws<InputException>(() => new TextKey(model, "t", [[1, 2]], model.Config.Context + 1));
        Assert.Equal($"gpt2-tiny has positions for {model.Config.Context} tokens, and {model.Config.Context + 1} are asked for; lower "
            + "task.length", error.Errors[0].Message);
        error = Assert.Throws<InputException>(() => new TextKey(model, "t", [[1, model.Config.Vocabulary]], 4));
        Assert.Contains("it belongs to another network", error.Errors[0].Message, StringComparison.Ordinal);
    }

    private void Damaged(string file, Func<byte[], byte[]> change, string said)
    {
        TextKey key = _case.Key();
        _case.Open(key, [2]).Dispose();
        Dictionary<string, byte[]> whole = _case.Bytes(key);
        string path = Path.Combine(_case.FolderOf(key), file);
        File.WriteAllBytes(path, change(File.ReadAllBytes(path)));
        _case.Open(key, [2]).Dispose();
        Same(whole, _case.Bytes(key));
        string sentence = Assert.Single(_case.Said);
        Assert.StartsWith(
            $"the stored latents {_case.FolderOf(key)} are damaged and are recorded again: ", sentence, StringComparison.Ordinal);
        Assert.Contains(said, sentence, StringComparison.Ordinal);
    }

    private static void Same(Dictionary<string, byte[]> expected, Dictionary<string, byte[]> actual)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(expected, file => Assert.True(file.Value.AsSpan().SequenceEqual(actual[file.Key]), file.Key));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _case.Dispose();
    }
}
