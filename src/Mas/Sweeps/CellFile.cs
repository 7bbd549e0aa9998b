using System.Security.Cryptography;
using System.Text;

namespace Mas.Sweeps;

/// <summary>The experiment file of a cell: the whole experiment, under a head that tells whether somebody has changed it since, and which
/// networks it shares with other cells.</summary>
/// <param name="Body">The experiment.</param>
/// <param name="Networks">Names of networks that are trained before it.</param>
/// <param name="IsAsPlanned">Whether nobody has changed the body.</param>
internal sealed record CellFile(string Body, IReadOnlyList<string> Networks, bool IsAsPlanned)
{
    private const string Notice = "# Written by 'mas sweep plan'; to change it, change the sweep's file and plan again.";
    private const string HashKey = "# sha256: ", NetworksKey = "# networks first: ";

    /// <summary>The file's text.</summary>
    public string Text => $"{Notice}\n{HashKey}{Hash(Body)}\n"
        + (Networks.Count == 0 ? "" : $"{NetworksKey}{string.Join(' ', Networks)}\n") + Body;

    public static CellFile Of(string body, IReadOnlyList<string> networks) => new(body, networks, true);

    /// <exception cref="InputException">The file cannot be read.</exception>
    public static CellFile Read(string path)
    {
        string rest = Experiments.Reading.ExperimentText.Read(path);
        string? Head(string key)
        {
            int end = rest.IndexOf('\n', StringComparison.Ordinal);
            if (end < 0 || !rest.StartsWith(key, StringComparison.Ordinal))
                return null;
            string value = rest[key.Length..end];
            rest = rest[(end + 1)..];
            return value;
        }

        Head(Notice);
        string? hash = Head(HashKey), networks = Head(NetworksKey);
        return new(rest, networks?.Split(' ') ?? [], hash == Hash(rest));
    }

    private static string Hash(string body) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
}
