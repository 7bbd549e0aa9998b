namespace Mas.Tensors;

/// <summary>That memory has run out, in whatever words the runtime or libtorch say it.</summary>
internal static class MemoryShortage
{
    // libtorch tells it in an exception of no type of its own.
    private static readonly string[] s_words =
        ["DefaultCPUAllocator: can't allocate memory", "DefaultCPUAllocator: not enough memory", "CUDA out of memory", "std::bad_alloc"];

    /// <summary>Whether an error is of that kind, or was caused by one that is.</summary>
    public static bool Is(Exception? error) => error is not null && (error is OutOfMemoryException
        || Array.Exists(s_words, words => error.Message.Contains(words, StringComparison.Ordinal))
        || (error is AggregateException several ? several.InnerExceptions.Any(Is) : Is(error.InnerException)));
}
