using Mas.Networks.Pretrained;

namespace Mas.Networks.TextActivity;

/// <summary>Records what an entry of the store lacks, batch by batch. Batches are the same whatever runs side by side and wherever an
/// earlier recording ended, and so are the bytes.</summary>
internal sealed class TextRecording(StoreEntry entry, TextKey key, Func<Decoder> open, RecordingOptions options)
{
    private long _tokens;  // that have run and are not written
    private int _written; // texts

    /// <summary>Records tokens, predictions, margins, losses and sites.</summary>
    /// <param name="sites">Ascending; those that are missing.</param>
    public void Everything(IReadOnlyList<int> sites)
    {
        Decoder decoder = open();
        var recorder = new TextRecorder(decoder, key.Length, sites, Ran);
        IReadOnlyList<StoredFile> texts = StoredFile.Of(key);
        // The tokens come last: an entry that has them has the rest.
        Write([.. sites.Select(site => StoredFile.Of(key, site)), .. texts.Reverse()],
            (first, count) => recorder.Continue([.. key.Contexts.Skip(first).Take(count)]));
    }

    /// <summary>Records sites of texts whose tokens are stored.</summary>
    /// <param name="sites">Ascending; those that are missing.</param>
    public void Sites(IReadOnlyList<int> sites, TokenRows rows)
    {
        var recorder = new TextRecorder(open(), key.Length, sites, Ran);
        Write([.. sites.Select(site => StoredFile.Of(key, site))], (first, count) =>
            recorder.Follow([.. Enumerable.Range(first, count).Select(text => rows.Row(text).ToArray())], key.Context));
    }

    private void Write(IReadOnlyList<StoredFile> files, Func<int, int, RecordedBatch> record)
    {
        int each = TextRecorder.TextsAtOnce(key.Model.Config, key.Length);
        try
        {
            using var partial = new PartialFiles(entry, files, key.Texts);
            StoreRoom.Require(entry.Folder, key, files.Sum(file => (double)file.TextBytes * (key.Texts - partial.Done)));
            _written = partial.Done;
            options.Progress?.Invoke(_written, key.Texts);
            while (partial.Done < key.Texts)
                Together(partial, each, record);
            partial.Finish();
        }
        catch (IOException error) when (DiskFullException.Is(error))
        {
            throw new DiskFullException($"what {key.Model.Name} makes of the texts", error);
        }
    }

    // As many batches as there are threads; then all of them are written, in their order.
    private void Together(PartialFiles partial, int each, Func<int, int, RecordedBatch> record)
    {
        int left = key.Texts - partial.Done, batches = Math.Min(options.Threads, (left + each - 1) / each), start = partial.Done;
        var recorded = new RecordedBatch?[batches];
        try
        {
            SideBySide.Run(batches, options.Threads, batch =>
            {
                recorded[batch] = record(start + batch * each, Math.Min(each, left - batch * each));
            });
            foreach (RecordedBatch? batch in recorded)
                Append(partial, batch!);
        }
        finally
        {
            foreach (RecordedBatch? batch in recorded)
                batch?.Dispose();
        }
        partial.Note(Math.Min(batches * each, left));
        (_tokens, _written) = (0, partial.Done);
        options.Progress?.Invoke(partial.Done, key.Texts);
    }

    // After each pass of each batch: a batch of a large model takes long. The last text of a batch is done when it is written.
    private void Ran(int tokens)
    {
        options.Cancellation.ThrowIfCancellationRequested();
        long texts = (Interlocked.Add(ref _tokens, tokens) - 1) / key.Length;
        if (texts > 0)
            options.Progress?.Invoke(_written + (int)texts, key.Texts);
    }

    private static void Append(PartialFiles partial, RecordedBatch batch)
    {
        int file = 0;
        foreach (Tensor site in batch.Latents)
            Append(partial, file++, site);
        if (batch.Predicted.Length == 0)
            return;
        partial.Append(file++, Bytes(batch.Losses));
        partial.Append(file++, Bytes(batch.Margins));
        partial.Append(file++, Bytes(batch.Predicted));
        partial.Append(file, Bytes(batch.Tokens));
    }

    private static void Append(PartialFiles partial, int file, Tensor latents)
    {
        for (int text = 0; text < latents.size(0); text++)
        {
            using Tensor own = latents[text];
            partial.Append(file, Bytes(HostMemory.Span<float>(own)));
        }
    }

    private static ReadOnlySpan<byte> Bytes<T>(ReadOnlySpan<T> numbers)
        where T : unmanaged => System.Runtime.InteropServices.MemoryMarshal.AsBytes(numbers);

    private static ReadOnlySpan<byte> Bytes<T>(T[] numbers)
        where T : unmanaged => Bytes((ReadOnlySpan<T>)numbers);
}
