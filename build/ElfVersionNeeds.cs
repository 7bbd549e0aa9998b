using System;
using System.IO;
using System.Text;

namespace Mas.Build
{
    /// <summary>
    /// Reads the version needs of a 64-bit little-endian ELF library and marks one of them as weak, so that the loader
    /// accepts a C++ runtime which does not define that version. Layout: System V ABI, Linux Standard Base 5, "Symbol Versioning".
    /// </summary>
    /// <remarks>
    /// libLibTorchSharp.so 0.107.0 needs GLIBCXX_3.4.32 for one symbol that no relocation uses; Debian 12 and Ubuntu 22.04
    /// stop at 3.4.30. The build applies this to the copy in the output folder. Compiled by the build as an inline task and
    /// by the tests as it stands, hence the plain C#.
    /// </remarks>
    public static class ElfVersionNeeds
    {
        private const uint VersionNeedSection = 0x6ffffffe;
        private const ushort Weak = 2;

        /// <summary>Marks <paramref name="version"/> as weak in <paramref name="path"/>. Returns false, with the file
        /// untouched, where it is no such ELF file, does not need that version, or needs it weakly already.</summary>
        public static bool Weaken(string path, string version)
        {
            byte[] file = File.ReadAllBytes(path);
            int flags = FindFlags(file, version);
            if (flags < 0 || (BitConverter.ToUInt16(file, flags) & Weak) != 0)
                return false;
            file[flags] |= (byte)Weak;
            ReplaceKeepingTime(path, file);
            return true;
        }

        // A new file takes the name, so that a package cache which shares the old one through a hard link keeps its own.
        // The time stays, so that the build's copy step sees an unchanged file and does not undo the mend.
        private static void ReplaceKeepingTime(string path, byte[] content)
        {
            DateTime time = File.GetLastWriteTimeUtc(path);
            string fresh = path + ".mending";
            File.WriteAllBytes(fresh, content);
            File.SetLastWriteTimeUtc(fresh, time);
            File.Delete(path);
            File.Move(fresh, path);
        }

        private static int FindFlags(byte[] file, string version)
        {
            if (file.Length < 64 || file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F' || file[4] != 2 || file[5] != 1)
                return -1;
            long sections = BitConverter.ToInt64(file, 0x28);
            int size = BitConverter.ToUInt16(file, 0x3a);
            int count = BitConverter.ToUInt16(file, 0x3c);
            for (int i = 0; i < count; i++)
            {
                long header = sections + (long)i * size;
                if (!Holds(file, header, 64) || BitConverter.ToUInt32(file, (int)header + 4) != VersionNeedSection)
                    continue;
                long names = sections + (long)BitConverter.ToUInt32(file, (int)header + 0x28) * size;
                if (!Holds(file, names, 64))
                    return -1;
                return FindFlags(
                    file, BitConverter.ToInt64(file, (int)header + 0x18), BitConverter.ToInt64(file, (int)names + 0x18), version);
            }
            return -1;
        }

        // The section is a list of files; each has a list of versions: hash (4), flags (2), other (2), name (4), next (4).
        private static int FindFlags(byte[] file, long need, long names, string version)
        {
            while (Holds(file, need, 16))
            {
                long entry = need + BitConverter.ToUInt32(file, (int)need + 8);
                int versions = BitConverter.ToUInt16(file, (int)need + 2);
                for (int i = 0; i < versions && Holds(file, entry, 16); i++)
                {
                    if (NameAt(file, names + BitConverter.ToUInt32(file, (int)entry + 8)) == version)
                        return (int)entry + 4;
                    entry += BitConverter.ToUInt32(file, (int)entry + 12);
                }
                uint next = BitConverter.ToUInt32(file, (int)need + 12);
                if (next == 0)
                    return -1;
                need += next;
            }
            return -1;
        }

        private static string NameAt(byte[] file, long start)
        {
            if (!Holds(file, start, 1))
                return "";
            int end = Array.IndexOf(file, (byte)0, (int)start);
            return end < 0 ? "" : Encoding.ASCII.GetString(file, (int)start, end - (int)start);
        }

        private static bool Holds(byte[] file, long start, int length)
        {
            return start >= 0 && start <= file.Length - length;
        }
    }

#if !MAS_TESTS
    /// <summary>The build's face of <see cref="ElfVersionNeeds"/>.</summary>
    public sealed class WeakenVersionNeed : Microsoft.Build.Utilities.Task
    {
        [Microsoft.Build.Framework.Required]
        public string[] Libraries { get; set; }

        [Microsoft.Build.Framework.Required]
        public string Version { get; set; }

        public override bool Execute()
        {
            foreach (string library in Libraries)
                if (ElfVersionNeeds.Weaken(library, Version))
                    Log.LogMessage("{0}: {1} is now a weak need", library, Version);
            return !Log.HasLoggedErrors;
        }
    }
#endif
}
