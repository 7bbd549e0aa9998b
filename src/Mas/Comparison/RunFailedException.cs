namespace Mas.Comparison;

/// <summary>The run cannot be completed though its input is sound; the tool ends with exit code 1.</summary>
public sealed class RunFailedException : Exception
{
    /// <param name="message">One sentence.</param>
    public RunFailedException(string message)
        : base(message)
    {
    }

    internal RunFailedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
