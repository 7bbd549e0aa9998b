namespace Mas.Results.Reports.Html;

/// <summary>Names of a run's landmarks, which say of which run they are where the page holds several: no two bear one name.</summary>
internal static class Landmark
{
    /// <summary>The anchor of a run that has the page to itself; of several it is <c>run-1</c> and so on.</summary>
    public const string OnlyRun = "run";

    public static string Name(string landmark, string id) => id == OnlyRun ? landmark : $"{landmark} of {id.Replace('-', ' ')}";
}
