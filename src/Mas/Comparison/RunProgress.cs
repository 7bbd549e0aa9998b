namespace Mas.Comparison;

/// <summary>How far one job of a run is; jobs go on side by side.</summary>
/// <param name="Job">What is being done, such as <c>training gru-a</c>: the same words at each report.</param>
/// <param name="Done">Part that is done, in the unit of <paramref name="Total"/>.</param>
/// <param name="Total">The whole, at most: training may stop earlier.</param>
/// <param name="Detail">What there is to say, such as the accuracy reached.</param>
public sealed record RunProgress(string Job, double Done, double Total, string Detail = "")
{
    /// <summary>The job has ended.</summary>
    public static RunProgress Finished(string job, string detail) => new(job, 1, 1, detail);
}
