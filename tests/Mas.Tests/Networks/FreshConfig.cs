using Mas.Networks.Folders;
using Mas.Networks.Formats;

namespace Mas.Tests.Networks;

/// <summary>Configurations of networks that can be made.</summary>
internal static class FreshConfig
{
    public static TrainableConfig Of(
        string architecture, int width, int layers, int headWidth, int features, IReadOnlyList<string> words, string task)
    {
        TrainableConfig config = KnownFormats.Find(architecture)!.Configure(new NetworkSize(width, layers, headWidth), features);
        return config with { Vocabulary = words, Task = task };
    }
}
