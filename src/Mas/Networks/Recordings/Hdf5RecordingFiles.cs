using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;

namespace Mas.Networks.Recordings;

/// <summary>Opens HDF5 files, and tells what wrote them.</summary>
internal static class Hdf5RecordingFiles
{
    /// <param name="start">Where the HDF5 begins.</param>
    public static RecordingFile Open(OpenedFile file, long start)
    {
        H5Tree tree = H5Tree.Read(H5File.Open(file, start));
        if (tree.Arrays.Count == 0)
            throw new InputException($"the HDF5 file has no arrays{(tree.Notices.Count > 0 ? $"; {Listed.Few(tree.Notices)}" : "")}", file.Path);
        return new ArrayRecordingFile(file, "HDF5", tree.Arrays, tree.Notices);
    }
}
