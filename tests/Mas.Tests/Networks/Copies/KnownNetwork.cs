using Mas.Networks;
using Mas.Networks.Copies;
using Mas.Tensors;

namespace Mas.Tests.Networks.Copies;

/// <summary>A network whose latents are known: the value of a unit at a flat position. It says nothing of what comes next.</summary>
internal sealed class KnownNetwork(int width, Func<int, int, float> value) : Network
{
    public override string Architecture => "known";

    public override Device Device => Device.Cpu;

    public override long ParameterCount => 0;

    public override IReadOnlyList<Site> Sites => [new("state", width), new("embedding", width)];

    internal override bool CanPredict => false;

    public override IReadOnlyList<RunnableActivity> Record(TokenRows sequences, IReadOnlyList<Site> sites, bool onlyRead = false)
    {
        int positions = sequences.Tokens.Length;
        return [.. sites.Select(_ => new RecordedActivity(
            Device.Cpu.From([.. from position in Enumerable.Range(0, positions) from unit in Enumerable.Range(0, width)
                select value(position, unit)], positions, width), [.. Enumerable.Range(0, positions)]))];
    }

    /// <summary>As it is recorded.</summary>
    /// <param name="natural">Sequences over which units are scaled.</param>
    public Network Seen(Observation observation, TokenRows natural) =>
        new ObservedNetwork(new OpenedSource(this, "known", "hash"), observation, natural);

    public override void Dispose()
    {
    }
}
