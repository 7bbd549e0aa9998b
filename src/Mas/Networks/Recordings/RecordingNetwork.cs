namespace Mas.Networks.Recordings;

/// <summary>A recording in the place of a network: it has one site, the units, and can only be read.</summary>
internal sealed class RecordingNetwork : Network
{
    /// <summary>Its site.</summary>
    public const string SiteName = "units";

    private readonly Tensor _activity; // [positions, units]

    public RecordingNetwork(Recording recording, Device device)
    {
        Device = device;
        _activity = device.From(recording.Values, recording.Positions, recording.Units.Count).DetachFromDisposeScope();
        Sites = [SiteOf(recording)];
    }

    public static Site SiteOf(Recording recording) => new(SiteName, recording.Units.Count);

    public override string Architecture => "recording";

    public override Device Device { get; }

    public override long ParameterCount => 0;

    public override IReadOnlyList<Site> Sites { get; }

    internal override bool CanBeRun => false;

    internal override bool CanPredict => false;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        var rows = new int[sequences.Tokens.Length];
        for (int q = 0; q < sequences.Count; q++)
            for (int at = 0; at < sequences.Length(q); at++)
                rows[sequences.Offsets[q] + at] = RecordingTask.PositionOf(sequences.Row(q), at);
        return [.. sites.Select(_ => new RecordedActivity(_activity.alias(), rows))];
    }

    public override void Dispose() => _activity.Dispose();
}
