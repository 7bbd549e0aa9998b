using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>A network as it took part in a run.</summary>
public sealed record NetworkRecord
{
    public required string Name { get; init; }
    public required string Architecture { get; init; }
    public required int Width { get; init; }
    public required string Site { get; init; }
    public required string Task { get; init; }

    /// <summary>Causal model, where one network takes part under several: it is then named <c>NAME.CAUSAL</c>, and <see cref="Hash"/> is
    /// the same for all.</summary>
    public string? Causal { get; init; }

    /// <summary>Causal models that its task knows by name; none in older records.</summary>
    [JsonInclude]
    internal IReadOnlyList<string> CausalModels { get; init => field = value ?? []; } = [];

    /// <summary>Variables of its task's causal model; empty in older records.</summary>
    public IReadOnlyList<string> Variables { get; init => field = value ?? []; } = [];

    /// <summary>Whether gradients and the behaviour of the intervened network were at training's disposal.</summary>
    [JsonIgnore]
    public bool Accessible { get => !Inaccessible; init => Inaccessible = !value; }

    // What a run record lacks is read as false, and older records lack this.
    [JsonInclude]
    internal bool Inaccessible { get; init; }

    /// <summary>Its alignment was kept from an earlier run, so this run has learned no matrix for it.</summary>
    public bool Frozen { get; init; }

    /// <summary>What it has at its site follows from each token and its place alone, and every position up to the intervened one is
    /// exchanged: a swap replaces tokens.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal bool InputSite { get; init; }

    /// <summary>Its matrices of dissimilarities, where it is nothing else; null of a network with activity.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    internal MatrixRecord? Matrix { get; init; }

    /// <summary>What it is made of where it is a recording, which can only be read; null of a network.</summary>
    [JsonInclude, JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    internal RecordingRecord? Recording { get; init; }

    /// <summary>Whether its activity is all that there is, in a file: no weights, and no task that it could get right or wrong.</summary>
    [JsonIgnore]
    internal bool IsActivityAlone => Recording is not null && Accuracy is null;

    public required long Parameters { get; init; }

    /// <summary><c>trained</c>, <c>cache</c> or <c>folder</c>.</summary>
    public required string Origin { get; init; }

    /// <summary>SHA-256 of the weight file.</summary>
    public required string Hash { get; init; }

    /// <summary>Trial accuracy on natural sequences of the quantities seen in training; null of a recording, which says nothing of what
    /// comes next.</summary>
    public required double? Accuracy { get; init; }

    /// <summary>Trial accuracy on the quantities held out from training the networks; null where none are.</summary>
    public double? AccuracyHeldOut { get; init; }

    /// <summary>Natural sequences that the network gets right, and so may be used, out of <see cref="Sequences"/>.</summary>
    public required int Usable { get; init; }

    public required int Sequences { get; init; }
}
