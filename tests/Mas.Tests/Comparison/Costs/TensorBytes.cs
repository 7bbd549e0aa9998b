using System.Collections;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Mas.Tests.Comparison.Costs;

/// <summary>Bytes of all tensors that objects hold, each piece of memory once: counted, not estimated.</summary>
internal static class TensorBytes
{
    /// <param name="without">Objects that are not looked into, such as the network that an activity is of.</param>
    public static double Of(object? root, params object[] without)
    {
        var seen = new HashSet<object>(without, ReferenceEqualityComparer.Instance);
        var memory = new Dictionary<nint, long>();
        Visit(root, seen, memory);
        return memory.Values.Sum();
    }

    private static void Visit(object? value, HashSet<object> seen, Dictionary<nint, long> memory)
    {
        if (value is null or string || value.GetType().IsPrimitive || !seen.Add(value))
            return;
        if (value is torch.Tensor tensor)
            Add(tensor, memory);
        else if (value is IDictionary map)
            Each(map.Values, seen, memory);
        else if (value is IEnumerable several && value.GetType().GetElementType()?.IsPrimitive != true)
            Each(several, seen, memory);
        else if (value.GetType().Namespace?.StartsWith("Mas", StringComparison.Ordinal) == true
            || value.GetType().Name.StartsWith("Lazy", StringComparison.Ordinal))
            Fields(value, seen, memory);
    }

    private static void Each(IEnumerable several, HashSet<object> seen, Dictionary<nint, long> memory)
    {
        foreach (object? one in several)
            Visit(one, seen, memory);
    }

    private static void Fields(object value, HashSet<object> seen, Dictionary<nint, long> memory)
    {
        const BindingFlags own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        for (Type? type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (FieldInfo field in type.GetFields(own))
                if (!field.FieldType.IsPrimitive && !field.FieldType.IsPointer && !typeof(Delegate).IsAssignableFrom(field.FieldType))
                    Visit(field.GetValue(value), seen, memory);
    }

    // Views share the memory of what they look at.
    private static unsafe void Add(torch.Tensor tensor, Dictionary<nint, long> memory)
    {
        nint place = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
        memory[place] = Math.Max(memory.GetValueOrDefault(place), tensor.numel() * tensor.element_size());
    }
}
