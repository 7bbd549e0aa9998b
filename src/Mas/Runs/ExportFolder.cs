namespace Mas.Runs;

/// <summary>A folder that <c>mas latents</c> writes.</summary>
internal static class ExportFolder
{
    /// <summary>Its file with latents.</summary>
    public const string LatentsFile = "latents.safetensors";

    /// <summary>Its tables, without their ends.</summary>
    public const string Positions = "positions", Interventions = "interventions";

    /// <exception cref="InputException">There is something already where a folder is to be written.</exception>
    public static void RequireFree(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new InputException("there is something already; name another folder with --output", folder);
    }

    /// <summary>Writes a new folder, whole or not at all.</summary>
    /// <param name="content">Fills a folder that is not yet seen.</param>
    /// <exception cref="InputException">There is something already.</exception>
    public static void Write(string folder, Action<string> content)
    {
        RequireFree(folder);
        string parent = Path.GetDirectoryName(Path.GetFullPath(folder))!;
        Directory.CreateDirectory(parent);
        string fresh = Path.Combine(parent, $".{Path.GetFileName(folder)}.{Path.GetRandomFileName()}");
        Directory.CreateDirectory(fresh);
        try
        {
            content(fresh);
            if (Directory.Exists(folder))
                Directory.Delete(folder); // empty
            Directory.Move(fresh, folder);
        }
        finally
        {
            if (Directory.Exists(fresh))
                Directory.Delete(fresh, recursive: true);
        }
    }
}
