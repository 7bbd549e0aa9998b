using System.Runtime.InteropServices;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests;

/// <summary>Changes in a safetensors file, as a careless or hostile hand would make them.</summary>
internal static class SafetensorsEdit
{
    /// <summary>Sets one number of an F32 tensor, or a run of them.</summary>
    public static void Set(string path, string tensor, int index, float value, int count = 1) => Rewrite(path, (entry, bytes) =>
    {
        if (entry.Name == tensor)
            MemoryMarshal.Cast<byte, float>(bytes.AsSpan()).Slice(index, count).Fill(value);
        return true;
    });

    /// <summary>Takes a tensor away.</summary>
    public static void Remove(string path, string tensor) => Rewrite(path, (entry, _) => entry.Name != tensor);

    /// <summary>Sets an entry of the metadata.</summary>
    public static void SetMetadata(string path, string key, string value) => Rewrite(path, (_, _) => true, (key, value));

    /// <summary>Puts a tensor beside the others.</summary>
    public static void Add(string path, TensorData tensor) => Rewrite(path, (_, _) => true, added: [tensor]);

    private static void Rewrite(
        string path, Func<TensorEntry, byte[], bool> keep, (string Key, string Value)? metadata = null, TensorData[]? added = null)
    {
        var tensors = new List<TensorData>(added ?? []);
        Dictionary<string, string> texts;
        using (SafetensorsFile file = SafetensorsFile.Open(path))
        {
            texts = new(file.Metadata);
            foreach (TensorEntry entry in file.Entries)
            {
                var bytes = new byte[entry.ByteCount];
                file.Read(entry, 0, bytes);
                if (keep(entry, bytes))
                    tensors.Add(new TensorData(entry.Name, entry.Dtype, [.. entry.Shape], bytes));
            }
        }
        if (metadata is var (key, value))
            texts[key] = value;
        byte[] before = File.ReadAllBytes(path);
        SafetensorsWriter.Save(path, tensors, texts);
        Assert.NotEqual(before, File.ReadAllBytes(path));
    }
}
