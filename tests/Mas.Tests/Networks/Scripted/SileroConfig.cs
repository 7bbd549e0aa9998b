using Mas.Networks.Formats;
using Mas.Networks.Scripted;

namespace Mas.Tests.Networks.Scripted;

/// <summary>The configuration that a voice-activity network is opened with.</summary>
internal static class SileroConfig
{
    public static void Write(string folder) => File.WriteAllText(Path.Combine(folder, "config.json"), """
        { "architecture": "torchscript", "vocabulary": ["silence", "speech"], "features": 512,
          "sites": [{ "name": "state", "width": 256 }] }
        """);

    /// <summary>The model alone: it belongs to no task.</summary>
    public static ScriptedModel Model(string folder)
    {
        string path = Path.Combine(folder, "config.json");
        ScriptArchive archive = ScriptArchive.Read(Path.Combine(folder, "network.pt"));
        ScriptCheck.Require(archive);
        return new ScriptedModel(archive, ScriptedConfig.Read(new ConfigSection(ConfigJson.Read(path), path)), Device.Cpu);
    }
}
