using Mas.Networks.Recordings.Arrays;
using Mas.Networks.Recordings.Hdf5;
using Mas.Networks.Recordings.Matlab;

namespace Mas.Networks.Recordings;

/// <summary>Opens HDF5 files, and tells what wrote them.</summary>
internal static class Hdf5RecordingFiles
{
    /// <param name="start">Where the HDF5 begins.</param>
    /// <param name="isMatlab">Whether MATLAB's text stands before it.</param>
    public static RecordingFile Open(OpenedFile file, long start, bool isMatlab)
    {
        H5Tree tree = H5Tree.Read(H5File.Open(file, start));
        if (tree.Arrays.Count == 0)
            throw new InputException($"the HDF5 file has no "
                + $"arrays{(tree.Notices.Count > 0 ? $"; {Listed.Few(tree.Notices)}" : "")}", file.Path);
        return isMatlab ? new ArrayRecordingFile(file, "MATLAB 7.3", Mat73File.Arrays(tree, tree.Notices), tree.Notices)
            : NwbRecordingFile.Is(tree) ? new NwbRecordingFile(file, tree)
            : new ArrayRecordingFile(file, "HDF5", tree.Arrays, tree.Notices);
    }
}
