namespace Mas.Experiments.Analyses;

/// <summary>What trains or computes more than the alignments themselves, on request.</summary>
public enum Analysis
{
    /// <summary>The control <c>untrained</c>: the same alignments between networks of fresh weights.</summary>
    Untrained,
}
