using TorchSharp;

namespace Mas.Tensors;

/// <summary>A scalar that stays alive. TorchSharp frees a scalar when its wrapper is finalized, which may be while libtorch still reads it:
/// <c>a + b</c>, and <c>add_</c> or <c>mul_</c> with a number, make one that nothing holds, and fail, or worse, compute something else,
/// where a collection falls into the call. A held one is passed instead, or disposed after the call.</summary>
internal static class HeldScalar
{
    /// <summary>1, of whatever type it meets.</summary>
    public static Scalar One { get; } = 1;
}
