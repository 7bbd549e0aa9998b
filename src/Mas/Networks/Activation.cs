namespace Mas.Networks;

/// <summary>The activation functions that networks may have between their layers, by the words of <c>config.json</c>. Each is what
/// PyTorch's module of that name computes with its defaults.</summary>
internal static class Activation
{
    public const string Relu = "relu";

    // Held for good: see ScalarTests.
    private static readonly TorchSharp.Scalar s_slope = 0.01, s_half = 0.5, s_cubic = 0.044715, s_root = Math.Sqrt(2 / Math.PI);

    private static readonly IReadOnlyDictionary<string, Func<Tensor, Tensor>> s_functions = new Dictionary<string, Func<Tensor, Tensor>>
    {
        [Relu] = input => input.relu(),
        ["gelu"] = input => input.gelu(),
        ["gelu-tanh"] = GeluTanh,
        ["tanh"] = input => input.tanh(),
        ["sigmoid"] = input => input.sigmoid(),
        ["silu"] = input => input.silu(),
        ["leaky-relu"] = input => input.leaky_relu(s_slope),
        ["softplus"] = input => nn.functional.softplus(input),
    };

    public static IReadOnlyList<string> Words { get; } = [.. s_functions.Keys];

    public static Func<Tensor, Tensor> Of(string word) => s_functions[word];

    // x/2 (1 + tanh(√(2/π) (x + 0.044715 x³))) (Hendrycks and Gimpel 2016).
    private static Tensor GeluTanh(Tensor input)
    {
        using var scope = NewDisposeScope();
        Tensor half = input.mul(s_half), inner = input.add(input * input * input, s_cubic).mul(s_root).tanh();
        return half.add(half * inner, HeldScalar.One).MoveToOuterDisposeScope();
    }
}
