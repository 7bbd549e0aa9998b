using System.Runtime.InteropServices;
using System.Text;
using Mas.Build;
using Mas.Tensors;
using Xunit;

namespace Mas.Tests.Build;

public sealed partial class ElfVersionNeedsTests : IDisposable
{
    private const string Version = "GLIBCXX_3.4.32";
    private const string MendedLibrary = "libLibTorchSharp.so";
    private const int Strings = 64;
    private const int Needs = 128;
    private const int Sections = 256;

    private readonly string _folder = Directory.CreateTempSubdirectory("mas-elf-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Mending_a_library_sets_one_flag_and_nothing_else()
    {
        byte[] elf = MinimalElf();
        string path = Write(elf);
        DateTime time = new(2020, 1, 2, 3, 4, 6, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(path, time);

        Assert.True(ElfVersionNeeds.Weaken(path, Version));

        elf[Needs + 32 + 4] = 2;
        Assert.Equal(elf, File.ReadAllBytes(path));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void Mending_a_library_twice_is_mending_it_once()
    {
        string path = Write(MinimalElf());
        Assert.True(ElfVersionNeeds.Weaken(path, Version));
        AssertUntouched(path, Version);
    }

    [Fact]
    public void A_library_that_needs_another_version_only_is_left_as_it_is() => AssertUntouched(Write(MinimalElf()), "GLIBCXX_3.4.33");

    [Fact]
    public void A_real_library_that_needs_no_mend_is_left_byte_for_byte()
    {
        string? library = InOutput("libc10.so");
        Assert.SkipWhen(library is null, "there is no libc10.so in the output folder: not Linux");
        string copy = Path.Combine(_folder, "libc10.so");
        File.Copy(library, copy);
        AssertUntouched(copy, Version);
    }

    [Fact]
    public void What_is_no_whole_ELF_file_is_left_as_it_is()
    {
        byte[] elf = MinimalElf();
        AssertUntouched(Write([]), Version);
        AssertUntouched(Write(Encoding.UTF8.GetBytes(new string('x', 500))), Version);
        AssertUntouched(Write([.. elf[..4], 1, .. elf[5..]]), Version);
        AssertUntouched(Write([.. elf[..5], 2, .. elf[6..]]), Version);
        for (int length = 0; length < Sections + 128 + 64; length++)
            AssertUntouched(Write(elf[..length]), Version);
    }

    [Fact]
    public void Garbage_in_the_tables_never_does_more_than_set_one_flag()
    {
        var random = new SeededRandom(3);
        for (int i = 0; i < 2000; i++)
        {
            byte[] elf = MinimalElf();
            for (int change = random.Next(4); change >= 0; change--)
                elf[6 + random.Next(elf.Length - 6)] = (byte)(random.Next(2) == 0 ? 0xff : random.Next(256));
            string path = Write(elf);
            bool mended = ElfVersionNeeds.Weaken(path, Version);
            Assert.Equal(mended ? 1 : 0, Differences(elf, File.ReadAllBytes(path)));
        }
    }

    [Fact]
    public void A_hard_link_to_the_original_keeps_the_old_bytes()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "hard links are made through POSIX here");
        byte[] elf = MinimalElf();
        string path = Write(elf), cache = Path.Combine(_folder, "cache");
        Assert.Equal(0, Link(path, cache));

        Assert.True(ElfVersionNeeds.Weaken(path, Version));

        Assert.Equal(elf, File.ReadAllBytes(cache));
        Assert.NotEqual(elf, File.ReadAllBytes(path));
    }

    [Fact]
    public void The_build_has_mended_its_own_copy_and_not_the_package()
    {
        string? output = InOutput(MendedLibrary);
        Assert.SkipWhen(output is null, $"there is no {MendedLibrary} in the output folder: not Linux");
        string? package = InPackageCache();
        Assert.SkipWhen(package is null, "the package cache has no torchsharp: NUGET_PACKAGES and ~/.nuget/packages were searched");
        string copy = Path.Combine(_folder, "copy");
        File.Copy(package, copy);

        Assert.True(ElfVersionNeeds.Weaken(copy, Version), "the package's own library should still need the version strongly");
        Assert.Equal(1, Differences(File.ReadAllBytes(package), File.ReadAllBytes(output)));
        Assert.Equal(File.ReadAllBytes(copy), File.ReadAllBytes(output));
    }

    // A header, one string table, one file that two versions are needed of, and three sections: none, needs, strings.
    private static byte[] MinimalElf()
    {
        var elf = new byte[Sections + (3 * 64)];
        new byte[] { 0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1 }.CopyTo(elf, 0);
        Put(elf, 0x28, (long)Sections);
        Put(elf, 0x3a, (short)64);
        Put(elf, 0x3c, (short)3);
        Encoding.ASCII.GetBytes($"\0libstdc++.so.6\0GLIBCXX_3.4\0{Version}\0").CopyTo(elf, Strings);
        PutNeed(elf, Needs, file: 1, versions: 2);
        PutVersion(elf, Needs + 16, name: 16, next: 16);
        PutVersion(elf, Needs + 32, name: 28, next: 0);
        PutSection(elf, 1, type: 0x6ffffffe, offset: Needs, link: 2);
        PutSection(elf, 2, type: 3, offset: Strings, link: 0);
        return elf;
    }

    private static void PutNeed(byte[] elf, int at, int file, short versions)
    {
        Put(elf, at, (short)1);
        Put(elf, at + 2, versions);
        Put(elf, at + 4, file);
        Put(elf, at + 8, 16);
    }

    private static void PutVersion(byte[] elf, int at, int name, int next)
    {
        Put(elf, at, 0x12345678);
        Put(elf, at + 6, (short)5);
        Put(elf, at + 8, name);
        Put(elf, at + 12, next);
    }

    private static void PutSection(byte[] elf, int index, int type, long offset, int link)
    {
        int at = Sections + (index * 64);
        Put(elf, at + 4, type);
        Put(elf, at + 0x18, offset);
        Put(elf, at + 0x28, link);
    }

    private static void Put<T>(byte[] elf, int at, T value)
        where T : struct => MemoryMarshal.Write(elf.AsSpan(at), value);

    private static int Differences(byte[] left, byte[] right)
    {
        Assert.Equal(left.Length, right.Length);
        return left.Zip(right).Count(pair => pair.First != pair.Second);
    }

    private static void AssertUntouched(string path, string version)
    {
        byte[] before = File.ReadAllBytes(path);
        DateTime time = File.GetLastWriteTimeUtc(path);
        Assert.False(ElfVersionNeeds.Weaken(path, version));
        Assert.True(before.AsSpan().SequenceEqual(File.ReadAllBytes(path)));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
    }

    private static string? InOutput(string library) =>
        Directory.GetFiles(AppContext.BaseDirectory, library, SearchOption.AllDirectories).FirstOrDefault();

    private static string? InPackageCache()
    {
        // As for the package manager itself, an empty variable is none.
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string package = Path.Combine(cache, "torchsharp", TorchSharpVersion());
        return Directory.Exists(package) ? Directory.GetFiles(package, MendedLibrary, SearchOption.AllDirectories).FirstOrDefault() : null;
    }

    private static string TorchSharpVersion() => typeof(TorchSharp.torch).Assembly.GetName().Version!.ToString(3);

    private string Write(byte[] content)
    {
        string path = Path.Combine(_folder, "library.so");
        File.WriteAllBytes(path, content);
        return path;
    }

    [LibraryImport("libc", EntryPoint = "link", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Link(string existing, string fresh);
}
