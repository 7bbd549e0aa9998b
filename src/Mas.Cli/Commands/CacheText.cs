using System.Text.Json;
using Mas.Caches;
using Mas.Results.Json;

namespace Mas.Cli.Commands;

/// <summary>What lies in the cache, and what was removed from it, for people and for scripts.</summary>
internal static class CacheText
{
    private const int ShownName = 12;

    public static string Of(CacheContent content) => Lines([.. content.Entries.Select(Line), Total(content.Entries.Count, content.Bytes),
        $"in {content.Folder}"]);

    public static string Json(CacheContent content) => ResultJson.Object(json =>
    {
        json.WriteString("folder", content.Folder);
        json.WriteNumber("bytes", content.Bytes);
        Write(json, "entries", content.Entries);
    });

    public static string Of(Pruned pruned) => Lines([.. pruned.Removed.Select(entry => $"removed  {Line(entry)}"),
        .. pruned.InUse.Select(entry => $"in use   {Line(entry)}"),
        $"{ByteSize.Text(pruned.Freed)} are free again, {ByteSize.Text(pruned.Left)} are left"]);

    public static string Json(Pruned pruned) => ResultJson.Object(json =>
    {
        json.WriteNumber("freed_bytes", pruned.Freed);
        json.WriteNumber("bytes", pruned.Left);
        Write(json, "removed", pruned.Removed);
        Write(json, "in_use", pruned.InUse);
    });

    private static string Line(CacheEntry entry) => $"{entry.Kind.Word(),-8} {Short(entry),-ShownName}  {ByteSize.Text(entry.Bytes),8}  "
        + Invariant($"last used {entry.LastUsed:yyyy-MM-dd HH:mm}  {entry.What}").TrimEnd();

    private static string Short(CacheEntry entry) => entry.Name.Length <= ShownName ? entry.Name : entry.Name[..ShownName];

    private static string Total(int count, long bytes) =>
        $"{(count == 1 ? "1 entry" : Invariant($"{count} entries"))}, {ByteSize.Text(bytes)}";

    private static string Lines(string[] lines) => string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<CacheEntry> entries)
    {
        json.WriteStartArray(name);
        foreach (CacheEntry entry in entries)
        {
            json.WriteStartObject();
            json.WriteString("kind", entry.Kind.Word());
            json.WriteString("name", entry.Name);
            json.WriteString("what", entry.What);
            json.WriteNumber("bytes", entry.Bytes);
            json.WriteString("last_used", entry.LastUsed);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
