using System.Collections;
using System.Runtime.CompilerServices;

namespace Mas.Tensors;

/// <summary>An immutable list that equals another with equal items, so that records which hold it compare by value.</summary>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
{
    private readonly T[] _items;

    internal ValueList(ReadOnlySpan<T> items) => _items = items.ToArray();

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public bool Equals(ValueList<T>? other) => other is not null && _items.AsSpan().SequenceEqual(other._items);

    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (T item in _items)
            hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Whether two lists have equal items.</summary>
    public static bool operator ==(ValueList<T>? one, ValueList<T>? other) => one is null ? other is null : one.Equals(other);

    /// <summary>Whether two lists differ.</summary>
    public static bool operator !=(ValueList<T>? one, ValueList<T>? other) => !(one == other);

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes <see cref="ValueList{T}"/> from a collection expression.</summary>
public static class ValueList
{
    /// <summary>The list of these items.</summary>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items);
}
