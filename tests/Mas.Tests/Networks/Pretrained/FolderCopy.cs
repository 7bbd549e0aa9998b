using System.Text.Json.Nodes;
using Mas.Networks.Pretrained;
using Mas.Oracles.Files;
using Mas.Results.Files;
using Xunit;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>A copy of a stored decoder, or of an adapter, for a test to damage.</summary>
internal sealed class FolderCopy : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="source">The folder that is copied.</param>
    public FolderCopy(string source)
    {
        foreach (string file in Directory.GetFiles(source))
            File.Copy(file, _folder[Path.GetFileName(file)]);
    }

    public string Root => _folder.Root;

    public string this[string name] => _folder[name];

    /// <summary>Changes a JSON file.</summary>
    public void Edit(string name, Action<JsonObject> change)
    {
        JsonObject read = JsonNode.Parse(File.ReadAllText(this[name]))!.AsObject();
        change(read);
        File.WriteAllText(this[name], read.ToJsonString());
    }

    /// <summary>What is said where it is opened as a decoder.</summary>
    /// <param name="adapter">Folder of an adapter; null for none.</param>
    public InputException Refused(string? adapter = null) => Assert.Throws<InputException>(() => PretrainedFolder.Open(Root, adapter));

    public void Dispose() => _folder.Dispose();
}
