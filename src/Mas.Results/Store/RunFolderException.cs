namespace Mas.Results.Store;

/// <summary>The folder of a run that is under way has gone, or nothing can be written into it any more. Not the user's input but what
/// became of it, so that the tool ends with exit code 1.</summary>
internal sealed class RunFolderException(string message, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Deleted, renamed, or replaced by another.</summary>
    public static RunFolderException Gone(string root) => new(
        $"the run folder {root} is no longer the one that this run has begun, because it or its file {RunLock.FileName} was deleted, "
        + "renamed or replaced; continue it with --resume where it is now, or begin again");

    /// <summary>A file that a complete folder has.</summary>
    public static RunFolderException Missing(string path) =>
        new($"{path} has gone while the run was being written; continue the run with --resume");

    public static RunFolderException Unwritable(string path, Exception inner) => new(
        $"{path} cannot be written ({inner.Message.TrimEnd('.')}); mend that, and continue the run with --resume", inner);
}
