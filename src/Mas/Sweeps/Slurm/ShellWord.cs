namespace Mas.Sweeps.Slurm;

/// <summary>Words for others to read: bash, and sbatch where it reads the options in a script.</summary>
internal static class ShellWord
{
    /// <summary>One word of bash, in which nothing is expanded.</summary>
    public static string Bash(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>One value of an option of sbatch.</summary>
    public static string Sbatch(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A path in the name of a file that Slurm writes, in which <c>%</c> would begin a word of its own.</summary>
    public static string FileName(string path) => path.Replace("%", "%%", StringComparison.Ordinal);
}
