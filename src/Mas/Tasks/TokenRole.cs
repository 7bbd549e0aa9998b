namespace Mas.Tasks;

/// <summary>What a token is used for.</summary>
/// <param name="IsTask">It is a task token: its prediction is scored.</param>
/// <param name="IsWritable">An intervention may write after it.</param>
/// <param name="IsReadable">An intervention may read after it.</param>
internal readonly record struct TokenRole(bool IsTask, bool IsWritable, bool IsReadable);
