namespace Mas.Results.Store;

/// <summary>
/// The lock that keeps two runs out of one folder. It is held by the operating system for as long as the file is
/// open, so that a killed run (kill -9 too) leaves no lock behind. The empty file itself stays: deleting it would let
/// two processes lock two different files of that name.
/// </summary>
internal static class RunLock
{
    public const string FileName = ".lock";

    public static FileStream Take(string folder)
    {
        string path = Path.Combine(folder, FileName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException error)
        {
            throw RunFolder.Unwritable(folder, error);
        }
        catch (IOException error) when (DiskFullException.Is(error))
        {
            throw new DiskFullException(FileName, error);
        }
        catch (IOException error) when (File.Exists(path))
        {
            throw new InputException(
                "another run is using this folder; wait for it to end or give another folder with --output", folder, inner: error);
        }
        catch (IOException error)
        {
            throw RunFolder.Unwritable(folder, error);
        }
    }
}
