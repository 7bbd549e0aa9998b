using Mas.Networks.Pretrained;

namespace Mas.Networks.TextActivity;

/// <summary>What a decoder makes of a few texts of the same length.</summary>
/// <param name="Tokens">[texts · length] what it has read, and then what it has said.</param>
/// <param name="Predicted">[texts · length] its most probable next token; empty where the tokens were known.</param>
/// <param name="Margins">[texts · length] logit of that token minus that of the second; empty where the tokens were known.</param>
/// <param name="Losses">[texts] nats per token of the context, but for the first token; empty where the tokens were known.</param>
/// <param name="Latents">[sites][texts, length, width] float32.</param>
internal sealed record RecordedBatch(
    int[] Tokens, int[] Predicted, float[] Margins, float[] Losses, IReadOnlyList<Tensor> Latents) : IDisposable
{
    public void Dispose() => Latents.DisposeAll();
}

/// <summary>Runs texts through a decoder: the context in one pass, then token by token, each the most probable one, with keys and values
/// kept. The residual stream at each site is recorded on the way. Safe to use from several threads.</summary>
/// <param name="length">Tokens of each text with its continuation.</param>
/// <param name="sites">Blocks that the recorded streams enter; the number of layers for what leaves the last one.</param>
/// <param name="ran">Is told after each pass how many tokens it had; may throw to stop.</param>
internal sealed class TextRecorder(Decoder decoder, int length, IReadOnlyList<int> sites, Action<int>? ran = null)
{
    private const int MostTexts = 48;
    private const double MostBytes = 1 << 30; // of keys and values

    // Contexts run some at a time: what is between two products of more tokens is mapped anew each time, and costs a third more.
    private const int TokensInPass = 512;

    private readonly GreedyHead _head = new(decoder);

    /// <summary>Texts that run together. Fixed by the network and the length alone, since it moves the last digits of results.</summary>
    public static int TextsAtOnce(DecoderConfig config, int length) =>
        (int)Math.Clamp(MostBytes / (config.CacheBytes * config.Layers * length), 1, MostTexts);

    /// <summary>Continues texts greedily and records everything.</summary>
    /// <param name="contexts">[texts][context] as many tokens each.</param>
    public RecordedBatch Continue(IReadOnlyList<int[]> contexts)
    {
        (int texts, int context) = (contexts.Count, contexts[0].Length);
        int[] tokens = new int[texts * length], predicted = new int[tokens.Length];
        float[] margins = new float[tokens.Length], losses = new float[texts];
        for (int text = 0; text < texts; text++)
            contexts[text].CopyTo(tokens, text * length);
        IReadOnlyList<Tensor> latents = Run(tokens, texts, context, decoder.Config.Layers, (stream, pass) =>
        {
            int time = pass.Time;
            int[] best = new int[pass.Texts * time];
            float[] gaps = new float[best.Length];
            int[] next = time == 1 ? [] : Next(tokens, pass);
            var surprises = new float[next.Length];
            _head.Read(stream.reshape(-1, decoder.Config.Width), best, gaps, next, surprises);
            for (int text = 0; text < pass.Texts; text++)
            {
                int at = (pass.Text + text) * length + pass.First;
                best.AsSpan(text * time, time).CopyTo(predicted.AsSpan(at));
                gaps.AsSpan(text * time, time).CopyTo(margins.AsSpan(at));
                if (next.Length > 0)
                    losses[pass.Text + text] = Mean(surprises.AsSpan(text * time, time - 1));
                if (pass.First + time < length)
                    tokens[at + time] = predicted[at + time - 1];
            }
        });
        return new RecordedBatch(tokens, predicted, margins, losses, latents);
    }

    /// <summary>Records the sites of texts that have been continued before: the same products in the same order, and so the same bytes, as
    /// far as the last site only.</summary>
    /// <param name="texts">[texts][length]</param>
    /// <param name="context">Tokens that were not said by the network.</param>
    public RecordedBatch Follow(IReadOnlyList<int[]> texts, int context)
    {
        int[] tokens = [.. texts.SelectMany(text => text)];
        return new RecordedBatch(tokens, [], [], [], Run(tokens, texts.Count, context, sites.Max(), (_, _) => { }));
    }

    // Pass by pass; said is told of what enters block `to` at the positions of the pass, and of the texts that ran.
    private IReadOnlyList<Tensor> Run(int[] tokens, int texts, int context, int to, Action<Tensor, Pass> said)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        int width = decoder.Config.Width, together = Math.Max(1, TokensInPass / context);
        Tensor[] latents = [.. sites.Select(_ => decoder.Device.In(ScalarType.Float32).Empty(texts, length, width))];
        using KeyValueCache cache = decoder.NewCache(texts, length);
        for (int text = 0; text < texts; text += together)
        {
            var pass = new Pass(text, Math.Min(together, texts - text), 0, context);
            using KeyValueCache own = cache.Rows(pass.Text, pass.Texts);
            Run(tokens, pass, to, own, latents, said);
        }
        cache.Seen(context);
        for (int first = context; first < length; first++)
            Run(tokens, new Pass(0, texts, first, 1), to, cache, latents, said);
        return [.. latents.Select(own => own.DetachFromDisposeScope())];
    }

    private void Run(int[] tokens, Pass pass, int to, KeyValueCache cache, Tensor[] latents, Action<Tensor, Pass> said)
    {
        using var scope = NewDisposeScope();
        Tensor stream = decoder.Embed(Tokens(tokens, pass), pass.Texts, pass.First);
        said(decoder.Blocks(stream, 0, to, cache, (block, entering) =>
        {
            for (int site = 0; site < latents.Length; site++)
            {
                if (sites[site] != block)
                    continue;
                using Tensor own = latents[site].narrow(0, pass.Text, pass.Texts), place = own.narrow(1, pass.First, pass.Time);
                place.copy_(entering);
            }
        }), pass);
        ran?.Invoke(pass.Texts * pass.Time);
    }

    // [positions] the tokens of the context that follow; -1 behind the last.
    private int[] Next(int[] tokens, Pass pass)
    {
        int[] next = new int[pass.Texts * pass.Time];
        for (int text = 0; text < pass.Texts; text++)
        {
            tokens.AsSpan((pass.Text + text) * length + 1, pass.Time - 1).CopyTo(next.AsSpan(text * pass.Time));
            next[(text + 1) * pass.Time - 1] = -1;
        }
        return next;
    }

    private static float Mean(ReadOnlySpan<float> numbers)
    {
        double sum = 0;
        foreach (float number in numbers)
            sum += number;
        return (float)(sum / numbers.Length);
    }

    private int[] Tokens(int[] tokens, Pass pass)
    {
        var own = new int[pass.Texts * pass.Time];
        for (int text = 0; text < pass.Texts; text++)
            tokens.AsSpan((pass.Text + text) * length + pass.First, pass.Time).CopyTo(own.AsSpan(text * pass.Time));
        return own;
    }

    /// <summary>Texts that run together from one position to another.</summary>
    private readonly record struct Pass(int Text, int Texts, int First, int Time);
}
