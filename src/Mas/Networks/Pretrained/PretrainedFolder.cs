using Mas.Networks.Formats;

namespace Mas.Networks.Pretrained;

/// <summary>A decoder as Hugging Face's libraries store it: <c>config.json</c>, and weights in safetensors, one file or shards. Nothing is
/// unpickled, and nothing outside the folder is opened.</summary>
internal static class PretrainedFolder
{
    /// <summary>The family and the checked configuration, without the weights.</summary>
    /// <param name="config">Path of the configuration, where that is not in the folder.</param>
    /// <exception cref="InputException">It is missing, wrong, or of a family that is not read.</exception>
    public static (DecoderFamily Family, DecoderConfig Config) Read(string folder, string? config = null)
    {
        string path = new FolderPlace(folder, config).ConfigPath;
        var read = new HubConfig(ConfigJson.Read(path), path);
        DecoderFamily family = KnownFamilies.Of(read);
        return (family, family.Configure(read));
    }

    /// <summary>Every check that needs no number of the weights; needs no libtorch.</summary>
    /// <param name="adapter">Folder of a LoRA adapter; null for none.</param>
    /// <returns>What the decoder is read from.</returns>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    public static DecoderPlan Check(string folder, string? adapter = null, string? config = null)
    {
        using OpenedFolder opened = OpenedFolder.Open(folder, adapter, config);
        return opened.Plan;
    }

    /// <summary>Opens a decoder.</summary>
    /// <param name="adapter">Folder of a LoRA adapter; null for none.</param>
    /// <param name="device">Where it shall be, and the type that products are computed in, float32 or bfloat16; null for the processor and
    /// float32.</param>
    /// <param name="bits">Bits that matrices are rounded to, and then the type is float32; null leaves them as they are.</param>
    /// <exception cref="InputException">Something in the folder is wrong or missing.</exception>
    public static Decoder Open(
        string folder, string? adapter = null, Device? device = null, string? config = null, int? bits = null)
    {
        NativeTorch.Load();
        using OpenedFolder files = OpenedFolder.Open(folder, adapter, config);
        OpenedFolder opened = bits is int rounded ? files with { Plan = files.Plan.Rounded(rounded) } : files;
        return new Decoder(opened.Config, DecoderWeights.Read(opened, device ?? Device.Cpu));
    }
}
