namespace Mas.Comparison;

/// <summary>The run cannot be completed though its input is sound; the tool ends with exit code 1.</summary>
public sealed class RunFailedException(string message) : Exception(message);
