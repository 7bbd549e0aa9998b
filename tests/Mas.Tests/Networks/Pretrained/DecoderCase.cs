using Mas.Networks.Pretrained;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>A stored decoder, with an adapter or another configuration or without, and what the family's own library
/// computed of it.</summary>
/// <param name="Folder">Of the weights.</param>
/// <param name="Expected">Folder of the values, where that is another one.</param>
/// <param name="Config">Name of the configuration.</param>
public sealed record DecoderCase(string Folder, string? Adapter = null, string? Expected = null, string Config = "config.json")
{
    private const string Root = "language-models";

    // |value − expected| ≤ absolute + relative · |expected|, as the values' own README says.
    private const double Relative = 2e-6, GradientRelative = 2e-5;
    public const double Logits = 2e-4, Hidden = 1e-4, Gradient = 2e-5;

    public static IReadOnlyList<DecoderCase> All { get; } =
    [
        new("gpt2-tiny"), new("gpt-neox-tiny"), new("llama-tiny"), new("llama3-rope-tiny"), new("qwen2-tiny"), new("qwen3-tiny"),
        new("olmo2-tiny"), new("llama-tied-tiny"),
        .. new[] { "gpt-neox-tiny", "llama3-rope-tiny", "qwen2-tiny", "qwen3-tiny", "olmo2-tiny", "llama-tied-tiny" }
            .Select(folder => new DecoderCase(folder, Config: "config.v4.json")),
        new("old-layout/gpt2", Expected: "gpt2-tiny"), new("old-layout/gpt-neox", Expected: "gpt-neox-tiny"),
        new("llama-tiny", "llama-tiny-qv"), new("llama-tiny", "llama-tiny-rslora"), new("gpt2-tiny", "gpt2-tiny-conv1d"),
        new("qwen2-tiny", "qwen2-tiny-patterns"), new("old-layout/gpt2", "gpt2-tiny-conv1d"),
    ];

    public static string FolderOf(string name) => Golden.Path(Root, name);

    public static string AdapterOf(string name) => Golden.Path(Root, "adapters", name);

    internal Decoder Open() => PretrainedFolder.Open(FolderOf(Folder), Adapter is null ? null : AdapterOf(Adapter),
        config: Path.Combine(FolderOf(Folder), Config));

    internal SafetensorsFile Values() => SafetensorsFile.Open(
        Path.Combine(Adapter is null ? FolderOf(Expected ?? Folder) : AdapterOf(Adapter), "expected.safetensors"));

    public override string ToString() => $"{Folder} {Adapter} {Config}";

    public static void Close(Tensor actual, Tensor expected, double absolute)
    {
        using var scope = NewDisposeScope();
        Assert.Equal(expected.shape, actual.shape);
        double relative = absolute == Gradient ? GradientRelative : Relative;
        Tensor allowed = expected.abs() * relative + absolute;
        Tensor over = (actual.detach().to_type(ScalarType.Float64) - expected).abs() - allowed;
        double worst = over.max().item<double>();
        Assert.True(worst <= 0, $"a value is {worst:g3} beyond its tolerance");
    }
}
