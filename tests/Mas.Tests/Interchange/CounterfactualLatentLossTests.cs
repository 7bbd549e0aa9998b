using System.Text.Json;
using Mas.Interchange;
using Mas.Tensors.Safetensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

public class CounterfactualLatentLossTests
{
    [Theory]
    [InlineData(ClForm.Both, "both", ScalarType.Float64, 1e-12)]
    [InlineData(ClForm.Mse, "mse", ScalarType.Float64, 1e-12)]
    [InlineData(ClForm.Cosine, "cos", ScalarType.Float64, 1e-12)]
    [InlineData(ClForm.Both, "both", ScalarType.Float32, 1e-6)]
    [InlineData(ClForm.Mse, "mse", ScalarType.Float32, 1e-6)]
    [InlineData(ClForm.Cosine, "cos", ScalarType.Float32, 1e-6)]
    internal void The_loss_and_its_gradient_are_those_of_an_independent_program(ClForm form, string name, ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using SafetensorsFile file = Golden.Tensors("interchange", "counterfactual-latent-loss.safetensors");
        Tensor intervened = file.Double("intervened").to_type(type).requires_grad_(true),
            counterfactual = file.Double("counterfactual").to_type(type);
        bool[] used = [.. file.ReadBools("intervened_on").Zip(file.ReadBools("has_counterfactual_latent"), (a, b) => a && b)];
        Tensor places = tensor([.. Enumerable.Range(0, used.Length).Where(i => used[i]).Select(i => (long)i)]);
        Tensor losses = CounterfactualLatentLoss.Of(intervened.flatten(0, 1).index_select(0, places),
            counterfactual.flatten(0, 1).index_select(0, places), form);
        losses.mean().backward();
        JsonElement wanted = Golden.Json("interchange", "counterfactual-latent-loss.json");
        Assert.Equal(wanted.GetProperty("used").GetInt32(), losses.size(0));
        Assert.Equal(wanted.GetProperty("losses").GetProperty(name).GetDouble(), losses.mean().to_type(ScalarType.Float64).item<double>(),
            tolerance * 3);
        Golden.Close(intervened.grad!, file.Double(file.Entries.Single(entry => entry.Name.Contains("gradient", StringComparison.Ordinal)
            && entry.Name.Contains(name, StringComparison.Ordinal)).Name), tolerance);
    }
}
