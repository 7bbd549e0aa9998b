namespace Mas.Comparison;

/// <summary>A list that owns what is in it.</summary>
internal sealed class DisposableList<T> : List<T>, IDisposable
    where T : IDisposable
{
    public void Dispose() => ForEach(one => one.Dispose());
}
