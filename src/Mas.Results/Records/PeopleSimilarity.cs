namespace Mas.Results.Records;

/// <summary>Of a network that is the mean of several people: how alike another one is to each of them, and how alike any can be at
/// all.</summary>
/// <param name="Network">The one with people.</param>
/// <param name="People">How many.</param>
/// <param name="Mean">Mean over people of the correlation of each with the other network; null where one has no value.</param>
/// <param name="Lower">Lower end of the noise ceiling: each person with the mean of the others. Null where it cannot be had.</param>
/// <param name="Upper">Upper end: each person with the mean of all.</param>
internal sealed record PeopleSimilarity(string Network, int People, double? Mean, double? Lower, double? Upper);
