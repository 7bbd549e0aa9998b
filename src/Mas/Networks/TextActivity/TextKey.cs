using System.Runtime.InteropServices;
using System.Text;

namespace Mas.Networks.TextActivity;

/// <summary>Texts of a language model, by everything that decides what it makes of them: a change of any of it is another key.</summary>
internal sealed class TextKey
{
    /// <summary>Counted up where the same input gives other bytes, or the files are others.</summary>
    private const int Format = 2;

    /// <param name="tokeniser">Hash of what cut the texts into tokens.</param>
    /// <param name="contexts">[texts][context] tokens, as many for each.</param>
    /// <param name="length">Tokens of each text with its continuation.</param>
    /// <exception cref="InputException">The network cannot go so far, or there are too many tokens.</exception>
    public TextKey(TextModel model, string tokeniser, IReadOnlyList<int[]> contexts, int length)
    {
        (Model, Contexts, Length, Context) = (model, contexts, length, contexts[0].Length);
        Require();
        Header = Encoding.UTF8.GetBytes(Describe(tokeniser));
        Hash = FileHashes.Hex(Header);
    }

    public TextModel Model { get; }

    public IReadOnlyList<int[]> Contexts { get; }

    public int Texts => Contexts.Count;

    /// <summary>Tokens of each text that the network is given.</summary>
    public int Context { get; }

    public int Length { get; }

    /// <summary>All that decides, one thing on each line.</summary>
    public byte[] Header { get; }

    /// <summary>SHA-256 of the header.</summary>
    public string Hash { get; }

    /// <summary>For people.</summary>
    public string About => Invariant($"{Model.Name}: {Texts} texts, {Context} tokens continued to {Length}");

    /// <summary>Bytes on disk.</summary>
    public double Bytes(int sites) => (double)Texts * (1 + Length * (3 + (double)sites * Model.Config.Width)) * sizeof(int);

    private void Require()
    {
        if (Context < 1 || Context > Length || Contexts.Any(context => context.Length != Context))
            throw new ArgumentException($"contexts of {Context} tokens, as many each, and a length from there on are wanted.");
        if (Model.Config.Rotary is null && Length > Model.Config.Context)
            throw new InputException($"{Model.Name} has positions for {Model.Config.Context} tokens, and {Length} are asked for; lower "
                + "task.length", key: "task.length");
        if ((long)Texts * Length > int.MaxValue / 4)
            throw new InputException(Invariant($"{Texts} texts of {Length} tokens are more than can be numbered; take fewer texts"),
                key: "task.text");
        foreach (int[] context in Contexts)
            if (context.AsSpan().ContainsAnyExceptInRange(0, Model.Config.Vocabulary - 1))
                throw new InputException($"the tokeniser gives ids that {Model.Name} does not have (0 to {Model.Config.Vocabulary - 1}); "
                    + "it belongs to another network");
    }

    private string Describe(string tokeniser)
    {
        (string Name, object Value)[] parts =
        [
            ("format", Format), ("numbers", Model.Numbers), ("place", Model.Place), ("texts", Texts), ("context", Context),
            ("length", Length), ("width", Model.Config.Width), ("together", TextRecorder.TextsAtOnce(Model.Config, Length)),
            ("tokens", FileHashes.Hex(MemoryMarshal.AsBytes<int>(Contexts.SelectMany(context => context).ToArray()))),
            ("tokeniser", tokeniser), .. Model.Hashes.Select((hash, i) => ($"file {i}", (object)hash)),
        ];
        return string.Concat(parts.Select(part => Invariant($"{part.Name}: {part.Value}\n")));
    }
}
