using System.Collections;

namespace Mas.Interchange;

/// <summary>Interventions 0 … count − 1 of a stream, drawn when they are asked for and never kept: memory does not grow with
/// them.</summary>
internal sealed class LazyInterventions(InterventionSampler sampler, int count) : IReadOnlyList<Intervention>
{
    public int Count => count;

    public Intervention this[int index] => sampler.Make(index);

    public IEnumerator<Intervention> GetEnumerator() => Enumerable.Range(0, count).Select(i => this[i]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
