namespace Mas.Results.Records;

/// <summary>Matrices of dissimilarities that stand for a network.</summary>
/// <param name="Conditions">n; each matrix is n × n.</param>
/// <param name="People">How many people they are of.</param>
/// <param name="Matrices">Of all people and sessions; what is compared is their mean.</param>
internal sealed record MatrixRecord(int Conditions, int People, int Matrices);
