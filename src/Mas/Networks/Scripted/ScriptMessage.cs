using System.Runtime.InteropServices;

namespace Mas.Networks.Scripted;

/// <summary>What libtorch says of a script, without the traces of its own code.</summary>
internal static class ScriptMessage
{
    private const int Longest = 300;

    public static string Of(ExternalException error)
    {
        string[] lines = [.. error.Message.Split('\n')
            .TakeWhile(line => !line.StartsWith("Exception raised from", StringComparison.Ordinal))
            .Select(line => line.Trim()).Where(line => line.Length > 0)];
        // Of an error while it runs the last line says what it is; before it stands where it was.
        string said = lines.Length == 0 ? "without a reason" : lines[0].Contains("failed in the TorchScript", StringComparison.Ordinal)
            ? lines[^1] : lines[0];
        return said.Length <= Longest ? said.TrimEnd('.') : $"{said[..Longest]} …";
    }
}
