using System.Text.Json.Nodes;
using Mas.Networks.Pretrained;
using Mas.Results.Files;
using Mas.Tensors.Safetensors;
using Xunit;

namespace Mas.Tests.Networks.Pretrained;

/// <summary>What is wrong with a folder is said in one sentence, before anything of its size is allocated.</summary>
public class PretrainedFolderTests
{
    private const string Config = "config.json", Index = WeightFiles.IndexName, Single = WeightFiles.SingleName;

    [Fact]
    public void A_family_that_is_not_read_is_refused_by_its_name_with_the_list_of_those_that_are()
    {
        InputError error = Configured("llama-tied-tiny", config => config["architectures"] = new JsonArray("Gemma2ForCausalLM"));
        Assert.Equal("this is a Gemma2ForCausalLM, which this program does not read; supported are GPT2LMHeadModel, GPTNeoXForCausalLM, "
            + "LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM, Qwen3ForCausalLM and Olmo2ForCausalLM", error.Message);
        Assert.Equal("architectures", error.Key);
    }

    [Fact]
    public void Without_architectures_the_model_type_counts()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("qwen2-tiny"));
        folder.Edit(Config, config => config.Remove("architectures"));
        Assert.Equal("Qwen2ForCausalLM", PretrainedFolder.Read(folder.Root).Config.Architecture);
        folder.Edit(Config, config => config["model_type"] = "mamba");
        Assert.StartsWith("the model type is 'mamba', which this program does not read", folder.Refused().Errors[0].Message);
        folder.Edit(Config, config => config.Remove("model_type"));
        Assert.StartsWith("config.json has neither 'architectures' nor 'model_type'", folder.Refused().Errors[0].Message);
    }

    [Theory]
    [InlineData("num_hidden_layers", "1000000000", "'num_hidden_layers' is 1000000000; a whole number from 1 to 1024 is wanted")]
    [InlineData("hidden_size", "0", "'hidden_size' is 0; a whole number from 1 to 65536 is wanted")]
    [InlineData("hidden_size", "-72", "'hidden_size' is -72; a whole number from 1 to 65536 is wanted")]
    [InlineData("vocab_size", "99999999999", "'vocab_size' is 99999999999; a whole number from 1 to 4194304 is wanted")]
    [InlineData("num_key_value_heads", "2", "9 heads cannot share 2 heads of keys and values evenly; "
        + "'num_attention_heads' must be a multiple of 'num_key_value_heads'")]
    [InlineData("num_key_value_heads", "10", "'num_key_value_heads' is 10; a whole number from 1 to 9 is wanted")]
    [InlineData("head_dim", "65536", "9 heads of width 65536 are more than 262144 entries")]
    [InlineData("head_dim", "7", "rotary positions would turn 7 of the 7 entries of a head; an even number, at least 2, is wanted")]
    [InlineData("rms_norm_eps", "0", "'rms_norm_eps' is 0; a number above 0, at most 1, is wanted")]
    [InlineData("rms_norm_eps", "1e999", "'rms_norm_eps' is 1e999; a number above 0, at most 1, is wanted")]
    [InlineData("rms_norm_eps", "null", "config.json lacks 'rms_norm_eps'")]
    [InlineData("hidden_act", "\"xielu\"", "'hidden_act' is 'xielu'; known are gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, silu, "
        + "swish and relu")]
    [InlineData("rope_interleaved", "true", "'rope_interleaved' is true, which this program does not compute")]
    [InlineData("rope_parameters", "{\"rope_theta\": 1e4, \"rope_type\": \"yarn\"}",
        "rotary positions are scaled by 'yarn', which this program does not compute; known are 'default' and 'llama3'")]
    [InlineData("rope_parameters", "{\"rope_theta\": 1e4, \"rope_type\": \"llama3\", \"factor\": 8, \"low_freq_factor\": 4, "
        + "\"high_freq_factor\": 1, \"original_max_position_embeddings\": 32}",
        "'high_freq_factor' is 1 and 'low_freq_factor' 4; the first must be larger")]
    [InlineData("quantization_config", "{\"bits\": 4}",
        "the weights are quantised ('quantization_config'); wanted are float32, float16 or bfloat16 weights")]
    [InlineData("tie_word_embeddings", "false", "the weights have no 'lm_head.weight', and config.json does not say that the embedding "
        + "is the head too ('tie_word_embeddings'); the download may be incomplete")]
    public void A_hostile_or_wrong_configuration_is_refused(string key, string value, string message) =>
        Assert.Equal(message, Configured("llama-tied-tiny", config => config[key] = JsonNode.Parse(value)).Message);

    [Fact]
    public void NaN_in_a_configuration_is_no_JSON()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tied-tiny"));
        File.WriteAllText(folder[Config], File.ReadAllText(folder[Config]).Replace("1e-05", "NaN", StringComparison.Ordinal));
        Assert.Equal("config.json is not valid JSON", folder.Refused().Errors[0].Message);
    }

    [Theory]
    [InlineData("gpt2-tiny", "scale_attn_weights", "false")]
    [InlineData("gpt2-tiny", "scale_attn_by_inverse_layer_idx", "true")]
    [InlineData("gpt2-tiny", "add_cross_attention", "true")]
    [InlineData("qwen2-tiny", "use_mrope", "true")]
    public void A_switch_that_makes_another_network_is_refused(string name, string key, string value) =>
        Assert.Equal($"'{key}' is {value}, which this program does not compute",
            Configured(name, config => config[key] = JsonNode.Parse(value)).Message);

    [Fact]
    public void A_window_of_some_layers_only_is_refused() => Assert.StartsWith("'use_sliding_window' is true",
        Configured("qwen3-tiny", config => config["use_sliding_window"] = true).Message);

    [Fact]
    public void A_configuration_of_other_sizes_is_refused_tensor_by_tensor()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tied-tiny"));
        folder.Edit(Config, config => (config["num_hidden_layers"], config["vocab_size"]) = (4, 4_000_000));
        IReadOnlyList<InputError> errors = folder.Refused().Errors;
        Assert.Equal("tensor 'model.embed_tokens.weight' has shape [512, 72]; config.json asks for [4000000, 72]", errors[0].Message);
        Assert.Contains(errors, error =>
            error.Message == "tensor 'model.layers.3.mlp.down_proj.weight' of shape [72, 112] is missing; the download may be incomplete");
        folder.Edit(Config, config => (config["num_hidden_layers"], config["vocab_size"]) = (2, 512));
        Assert.StartsWith("tensor 'model.layers.2.input_layernorm.weight' does not belong to the network that config.json describes",
            folder.Refused().Errors[0].Message);
    }

    [Fact]
    public void A_missing_shard_is_named()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        File.Delete(folder["model-00002-of-00003.safetensors"]);
        InputError error = folder.Refused().Errors[0];
        Assert.Equal(
            "it names model-00002-of-00003.safetensors, which is not in this folder; the download may be incomplete", error.Message);
        Assert.EndsWith(Index, error.File);
    }

    [Fact]
    public void An_index_that_names_a_tensor_that_is_not_there_is_refused()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        folder.Edit(Index, index => index["weight_map"]!["lm_head.weight"] = "model-00001-of-00003.safetensors");
        Assert.Equal("it says that there is 'lm_head.weight' in model-00001-of-00003.safetensors, and there is not; the files are of "
            + "different networks, or the download is incomplete", folder.Refused().Errors[0].Message);
    }

    [Theory]
    [InlineData("../model.safetensors")]
    [InlineData("/etc/passwd.safetensors")]
    [InlineData("c:\\x.safetensors")]
    [InlineData("pytorch_model.bin")]
    public void An_index_that_leads_elsewhere_is_refused(string file)
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        folder.Edit(Index, index => index["weight_map"]!["lm_head.weight"] = file);
        Assert.EndsWith(
            "for 'lm_head.weight'; the name of a safetensors file in this folder is wanted", folder.Refused().Errors[0].Message);
    }

    [Fact]
    public void What_lies_beside_the_indexed_files_is_never_opened()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("llama-tiny"));
        File.WriteAllText(folder["consolidated.safetensors"], "no safetensors file");
        File.WriteAllText(folder["pytorch_model.bin"], "no pickle");
        File.WriteAllText(folder[Single], "no safetensors file");
        using Decoder decoder = PretrainedFolder.Open(folder.Root);
        Assert.Equal(129_552, decoder.Parameters);
    }

    [Fact]
    public void A_pickle_alone_is_not_opened_but_its_conversion_is_told()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("qwen2-tiny"));
        File.Move(folder[Single], folder["pytorch_model.bin"]);
        string name = Path.GetFileName(folder.Root);
        Assert.Equal("there is no such file; pytorch_model.bin beside it is a pickle, which is never read: convert it with two lines of "
            + "Python, `from transformers import AutoModelForCausalLM as M` and "
            + $"`M.from_pretrained(\"{name}\").save_pretrained(\"{name}\", safe_serialization=True)`", folder.Refused().Errors[0].Message);
        File.Delete(folder["pytorch_model.bin"]);
        Assert.Equal("there is no such file, nor a model.safetensors.index.json beside it; the download may be incomplete",
            folder.Refused().Errors[0].Message);
    }

    [Fact]
    public void A_pointer_of_LFS_a_cut_file_and_a_missing_configuration_are_told()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("qwen2-tiny"));
        using (FileStream file = File.OpenWrite(folder[Single]))
            file.SetLength(file.Length - 1000);
        Assert.Contains("it is cut off", folder.Refused().Errors[0].Message);
        File.WriteAllText(folder[Single], "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
        Assert.Contains("git lfs pull", folder.Refused().Errors[0].Message);
        File.Delete(folder[Config]);
        Assert.StartsWith("there is no config.json", folder.Refused().Errors[0].Message);
    }

    [Theory]
    [InlineData("gpt2-tiny", "transformer.h.1.mlp.c_fc.weight", float.NaN)]
    [InlineData("olmo2-tiny", "model.layers.2.self_attn.k_norm.weight", float.NegativeInfinity)]
    public void A_weight_that_is_no_number_is_refused_with_its_tensor(string name, string tensor, float value)
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf(name));
        SafetensorsEdit.Set(folder[Single], tensor, 5, value);
        Assert.Equal($"tensor '{tensor}' contains NaN or infinite numbers; download the network again, or export it again",
            folder.Refused().Errors[0].Message);
    }

    [Fact]
    public void Weights_of_another_type_are_refused()
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf("qwen2-tiny"));
        SafetensorsEdit.Remove(folder[Single], "model.norm.weight");
        SafetensorsEdit.Add(folder[Single], new TensorData("model.norm.weight", Dtype.I64, [48], new byte[48 * 8]));
        Assert.Equal("tensor 'model.norm.weight' has type I64; wanted are F32, F16 or BF16", folder.Refused().Errors[0].Message);
    }

    private static InputError Configured(string name, Action<JsonObject> change)
    {
        using var folder = new FolderCopy(DecoderCase.FolderOf(name));
        folder.Edit(Config, change);
        return folder.Refused().Errors[0];
    }
}
