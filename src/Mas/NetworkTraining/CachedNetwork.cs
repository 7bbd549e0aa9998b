using Mas.Networks;

namespace Mas.NetworkTraining;

/// <summary>A network from the cache, loaded and frozen.</summary>
/// <param name="Folder">Its <c>config.json</c> and <c>model.safetensors</c>.</param>
/// <param name="Network">Belongs to whoever receives this.</param>
/// <param name="Trained">What training gave where it was trained just now; null where it was stored already. Its weights are the network's.</param>
internal sealed record CachedNetwork(string Folder, Network Network, TrainedNetwork? Trained);
