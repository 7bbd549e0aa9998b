using System.Text.Json.Nodes;
using Xunit;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>Adapters that are more than two factors beside a weight, or of another network, are refused in one sentence; nothing of them is
/// passed over.</summary>
public class LoraAdapterTests
{
    private const string Config = "adapter_config.json", Weights = "adapter_model.safetensors";

    [Theory]
    [InlineData("refused-dora", "llama-tiny", "'use_dora' is true: the adapter is more than two factors A and B beside a weight, and "
        + "what is more is not read; merge it into its base")]
    [InlineData("refused-modules-to-save", "llama-tiny", "'modules_to_save' is [\n    \"lm_head\"\n  ]: the adapter is more than two "
        + "factors A and B beside a weight, and what is more is not read; merge it into its base")]
    [InlineData("refused-bias", "gpt2-tiny", "'bias' is 'lora_only': biases were trained beside the factors A and B, which is not read; "
        + "train the adapter with bias='none', or merge it into its base")]
    [InlineData("refused-other-base", "llama-tiny", "tensor 'base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight' has shape "
        + "[2, 64], and [2, 48] fits this network and the ranks of adapter_config.json; the adapter says that it was trained on "
        + "'tiny/llama-wide': give that network as 'path'")]
    public void A_stored_adapter_that_cannot_be_computed_is_refused(string adapter, string model, string message)
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf(model));
        Assert.Equal(message, folder.Refused(DecoderCase.AdapterOf(adapter)).Errors[0].Message);
    }

    // The configuration says nothing of what the file holds.
    [Theory]
    [InlineData("refused-dora", "llama-tiny", "use_dora", "lora_magnitude_vector")]
    [InlineData("refused-modules-to-save", "llama-tiny", "modules_to_save", "lm_head")]
    [InlineData("refused-bias", "gpt2-tiny", "bias", ".bias'")]
    public void A_tensor_that_is_no_factor_is_refused_whatever_the_configuration_says(string name, string model, string key, string tensor)
    {
        using var adapter = new FolderCopy(DecoderCase.AdapterOf(name));
        adapter.Edit(Config, config => config[key] = null);
        using var folder = new FolderCopy(DecoderCase.FolderOf(model));
        string message = folder.Refused(adapter.Root).Errors[0].Message;
        Assert.Contains(tensor, message);
        Assert.EndsWith("is neither factor A nor factor B of a layer: the adapter is more than what can be read; merge it into its base",
            message);
    }

    [Theory]
    [InlineData("peft_type", "\"IA3\"", "'peft_type' is 'IA3'; only LORA adapters are read")]
    [InlineData("init_lora_weights", "\"pissa\"", "'init_lora_weights' is \"pissa\", which changes the base's own weights; merge the "
        + "adapter into its base")]
    [InlineData("use_future", "true", "'use_future' is true: the adapter is more than two factors A and B beside a weight, and what is "
        + "more is not read; merge it into its base")]
    [InlineData("r", "0", "'r' is 0; a whole number from 1 to 65536 is wanted")]
    [InlineData("lora_alpha", "-1", "'lora_alpha' is -1; a number above 0, at most 1000000, is wanted")]
    [InlineData("rank_pattern", "{\"(\": 2}", "'rank_pattern' has '(', which is no regular expression that this program can use")]
    [InlineData("rank_pattern", "{\"(?=a)b\": 2}", "'rank_pattern' has '(?=a)b', which is no regular expression that this program can "
        + "use")]
    [InlineData("rank_pattern", "{\"q_proj\": 1.5}", "'rank_pattern' has 1.5 for 'q_proj'; a number above 0 is wanted")]
    [InlineData("target_modules", "[\"q_proj\", \"v_proj\", \"o_proj\"]", "adapter_config.json says that "
        + "'model.layers.0.self_attn.o_proj' is changed, and the file has no factors for it; the download may be incomplete")]
    public void A_wrong_configuration_of_an_adapter_is_refused(string key, string value, string message)
    {
        using var adapter = new FolderCopy(DecoderCase.AdapterOf("llama-tiny-qv"));
        adapter.Edit(Config, config => config[key] = JsonNode.Parse(value));
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        Assert.Equal(message, folder.Refused(adapter.Root).Errors[0].Message);
    }

    [Fact]
    public void A_rank_that_is_not_that_of_the_factors_is_refused()
    {
        using var adapter = new FolderCopy(DecoderCase.AdapterOf("llama-tiny-qv"));
        adapter.Edit(Config, config => config["rank_pattern"] = JsonNode.Parse("{\"layers.1.self_attn.q_proj\": 3}"));
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        Assert.StartsWith("tensor 'base_model.model.model.layers.1.self_attn.q_proj.lora_A.weight' has shape [4, 48], and [3, 48] fits",
            folder.Refused(adapter.Root).Errors[0].Message);
    }

    [Fact]
    public void A_factor_that_is_missing_or_no_number_and_a_layer_of_another_network_are_told()
    {
        const string factor = "base_model.model.model.layers.1.self_attn.v_proj.lora_B.weight";
        using var adapter = new FolderCopy(DecoderCase.AdapterOf("llama-tiny-qv"));
        using (var other = new FolderCopy(DecoderCase.FolderOf("gpt2-tiny")))
            Assert.StartsWith("it changes 'model.layers.0.self_attn.q_proj', which this network does not have; the adapter says that it "
                + "was trained on 'llama-tiny'", other.Refused(adapter.Root).Errors[0].Message);
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        SafetensorsEdit.Set(adapter[Weights], factor, 3, float.NaN);
        Assert.Equal($"tensor '{factor}' contains NaN or infinite numbers; train or export the adapter again",
            folder.Refused(adapter.Root).Errors[0].Message);
        SafetensorsEdit.Remove(adapter[Weights], factor);
        Assert.Equal($"tensor '{factor}' is missing; every layer has both factors, A and B",
            folder.Refused(adapter.Root).Errors[0].Message);
        File.Move(adapter[Weights], adapter["adapter_model.bin"]);
        Assert.Contains("adapter_model.bin beside it is a pickle, which is never read", folder.Refused(adapter.Root).Errors[0].Message);
        File.Delete(adapter[Config]);
        Assert.StartsWith("there is no such file; the folder of a LoRA adapter holds", folder.Refused(adapter.Root).Errors[0].Message);
    }
}
