using System.Text.Json.Nodes;
using Mas.Results.Files;
using Mas.Tasks.Tokenisers;
using Xunit;

namespace Mas.Tests.Tasks.Tokenisers;

/// <summary>A folder with the files of a tokeniser, some of them damaged.</summary>
internal sealed class TokeniserFiles : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("mas-tokeniser-").FullName;

    public string Place(string name) => Path.Combine(Folder, name);

    public void Copy(string from, string name) => File.Copy(from, Place(name));

    public void Write(string name, string text) => File.WriteAllText(Place(name), text);

    public void Write(string name, byte[] bytes) => File.WriteAllBytes(Place(name), bytes);

    /// <summary>A golden tokenizer.json, changed.</summary>
    public void Json(string golden, Action<JsonObject> change)
    {
        JsonObject root = JsonNode.Parse(File.ReadAllBytes(Golden.Path("language-models", golden, "tokenizer.json")))!.AsObject();
        change(root);
        Write("tokenizer.json", root.ToJsonString());
    }

    /// <summary>What is said when it is opened, without the place.</summary>
    public string Refusal() => Assert.Throws<InputException>(() => Tokeniser.Open(Folder)).Errors[0].Message;

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
