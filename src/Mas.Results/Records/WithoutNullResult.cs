namespace Mas.Results.Records;

/// <summary>An alignment of two networks that was trained on sources whose null part is another sample's, so that reading what a source
/// itself makes no use of did not pay.</summary>
/// <param name="First">Name of a network.</param>
/// <param name="Second">Name of the other.</param>
/// <param name="Directions">All tested directions, those within each network among them.</param>
internal sealed record WithoutNullResult(string First, string Second, IReadOnlyList<DirectionResult> Directions);
