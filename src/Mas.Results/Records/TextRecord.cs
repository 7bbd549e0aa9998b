using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>How many texts each split has.</summary>
internal sealed record TextSplits(int Train, int Validation, int Test);

/// <summary>Lines that are no text of the run: without text, shorter than the context, or the same as an earlier one.</summary>
internal sealed record LeftOutLines(int Empty, int Short, int Repeated)
{
    [JsonIgnore]
    public int All => Empty + Short + Repeated;
}

/// <summary>What two or more language models read, what was found on it, and how it was scored; null of every other run.</summary>
internal sealed record TextRecord
{
    /// <summary>Name of the file, without its folders.</summary>
    public required string File { get; init; }

    /// <summary>Field of its lines that has the text; null where every line is one.</summary>
    public string? Field { get; init; }

    /// <summary>Tokens of each text that the networks are given.</summary>
    public required int Context { get; init; }

    /// <summary>Tokens up to which each network goes on by itself.</summary>
    public required int Length { get; init; }

    /// <summary><c>none</c> or <c>parse</c>.</summary>
    public required string SpecialTokens { get; init; }

    public required TextSplits Texts { get; init; }

    public required LeftOutLines LeftOut { get; init; }

    /// <summary>Share of the test labels whose best and second logit lie less than 1e-3 apart: another machine may flip these.</summary>
    public required double LowMargins { get; init; }

    /// <summary>Whether they are left out of every figure.</summary>
    public bool LeavesOutLowMargins { get; init; }

    /// <summary><c>keep</c> or <c>exchange</c>: what was done with position 0.</summary>
    public required string Sink { get; init; }

    /// <summary>Whether the networks' norms decided it; otherwise the experiment did.</summary>
    public bool IsSinkByRule { get; init; }

    /// <summary>How long position 0 is beside the others.</summary>
    public IReadOnlyList<SinkRatio> Sinks { get; init => field = value ?? []; } = [];

    public IReadOnlyList<TextNetwork> Networks { get; init => field = value ?? []; } = [];

    public IReadOnlyList<TextDirection> Directions { get; init => field = value ?? []; } = [];

    /// <summary>The groups beside each other, one for each site, method and size; empty where no network has a group.</summary>
    public IReadOnlyList<TextGroups> Groups { get; init => field = value ?? []; } = [];

    /// <summary>The directions of one picture: one site, one method, one size, in the order of the run.</summary>
    internal IReadOnlyList<IGrouping<TextCase, TextDirection>> Cases() => [.. Directions.GroupBy(TextCase.Of)];
}

/// <summary>Median norm of position 0 over the median norm of all others, before any exchange.</summary>
internal sealed record SinkRatio(string Network, string Site, double Ratio)
{
    /// <summary>Above it position 0 is kept, where the rule decides.</summary>
    public const double Highest = 10;
}

/// <summary>A network as it read the texts.</summary>
/// <param name="Tokeniser">SHA-256 of its tokeniser.</param>
/// <param name="FirstTokens">The first tokens of the first text, as text: what it really saw; 40 at most.</param>
internal sealed record TextNetwork(string Name, string? Group, string Tokeniser, IReadOnlyList<string> FirstTokens)
{
    /// <summary>Perplexity of the contexts of the test texts: e to the mean nats of every token but a text's first; null where it was not
    /// measured.</summary>
    public double? Perplexity { get; init; }
}
