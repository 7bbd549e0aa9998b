using Mas.Interchange;
using Mas.Networks;

namespace Mas.Evaluation;

/// <summary>A network's activity of which only a class is left (<c>method.md</c> section 7): every latent is the mean of those natural
/// latents of the training pool that are of its class, such as its token, or what the network says next. It can be read; where its class
/// has fewer than <see cref="Fewest"/> latents, a position has none.</summary>
internal sealed class MeanLatents : Activity
{
    /// <summary>Latents that a mean is made of at least.</summary>
    public const int Fewest = 5;

    private const int PositionsAtOnce = 4096; // bounds memory, not results

    private readonly int[] _rows; // [positions of the pool] row of _means; −1 where there is none
    private readonly Tensor _means;

    // trained: flat positions of the training pool with their classes; wanted: those of the pool that is read.
    private MeanLatents(Activity natural, (int Position, int Class)[] trained, int pool, IEnumerable<(int Position, int Class)> wanted)
    {
        IGrouping<int, int>[] classes = [.. trained.GroupBy(one => one.Class, one => one.Position)
            .Where(group => group.Count() >= Fewest).OrderBy(group => group.Key)];
        Dictionary<int, int> rowOf = classes.Index().ToDictionary(one => one.Item.Key, one => one.Index);
        _rows = new int[pool];
        Array.Fill(_rows, -1);
        foreach ((int position, int own) in wanted)
            _rows[position] = rowOf.GetValueOrDefault(own, -1);
        _means = Means(natural, [.. classes.Select(group => group.ToArray())]).DetachFromDisposeScope();
    }

    public override int Width => (int)_means.size(1);

    /// <summary>Of activity that has no classes: no position has a mean.</summary>
    public static MeanLatents None(RecordedPool pool) => new(pool.Activity, [], pool.Rows.Tokens.Length, []);

    /// <summary>By the network's own next token.</summary>
    /// <param name="train">What means are made of.</param>
    /// <param name="sequences">How many of its first sequences are looked at.</param>
    /// <param name="test">What is read.</param>
    /// <param name="positions">Flat positions of it that are read.</param>
    public static MeanLatents OfPredictions(RecordedPool train, int sequences, RecordedPool test, int[] positions) => new(
        train.Activity, Predicted(train.Activity, Positions(train, sequences)), test.Rows.Tokens.Length,
        Predicted(test.Activity, positions));

    /// <summary>By the token.</summary>
    public static MeanLatents OfTokens(RecordedPool train, int sequences, RecordedPool test, int[] positions) => new(
        train.Activity, [.. Positions(train, sequences).Select(position => (position, train.Rows.Tokens[position]))],
        test.Rows.Tokens.Length, positions.Select(position => (position, test.Rows.Tokens[position])));

    /// <summary>By the token, where training and test are parts of one activity.</summary>
    /// <param name="trained">Flat positions that means are made of.</param>
    /// <param name="read">Flat positions that are read.</param>
    public static MeanLatents OfTokens(Activity natural, TokenRows rows, int[] trained, int[] read) => new(
        natural, Array.ConvertAll(trained, position => (position, rows.Tokens[position])), rows.Tokens.Length,
        read.Select(position => (position, rows.Tokens[position])));

    /// <summary>Whether a flat position has a mean.</summary>
    public bool Has(int position) => _rows[position] >= 0;

    public override Tensor Latents(ReadOnlySpan<int> positions) =>
        _means.Rows(Array.ConvertAll(positions.ToArray(), position => _rows[position]));

    // Of usable sequences, all but the last token, after which nothing comes.
    private static int[] Positions(RecordedPool pool, int sequences) =>
        [.. Enumerable.Range(0, Math.Min(sequences, pool.Sequences.Count)).Where(q => pool.Usable[q])
            .SelectMany(q => Enumerable.Range(pool.Rows.Offsets[q], pool.Sequences.Length(q) - 1))];

    private static (int Position, int Class)[] Predicted(RunnableActivity activity, int[] positions) =>
        [.. positions.Chunk(PositionsAtOnce).SelectMany(chunk =>
        {
            using var scope = NewDisposeScope();
            return chunk.Zip(activity.Logits(chunk).argmax(1).ToArray<long>(), (position, word) => (position, (int)word));
        })];

    // [classes, width] in float64, so that the mean of equal latents is that latent.
    private static Tensor Means(Activity natural, int[][] classes)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        if (classes.Length == 0)
            return natural.Latents([]).MoveToOuterDisposeScope();
        Tensor Mean(int[] positions)
        {
            using var inner = NewDisposeScope();
            Tensor sum = positions.Chunk(PositionsAtOnce)
                .Select(chunk => natural.Latents(chunk).to_type(ScalarType.Float64).sum([0]))
                .Aggregate((one, other) => one.add(other, HeldScalar.One));
            return sum.div(Device.Of(sum).From([(double)positions.Length], 1)).MoveToOuterDisposeScope();
        }
        using Tensor place = natural.Latents(classes[0].AsSpan(0, 1));
        return stack([.. classes.Select(Mean)]).to_type(place.dtype).MoveToOuterDisposeScope();
    }

    public override void Dispose() => _means.Dispose();
}
