using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Mas.Kernels;

/// <summary>The exponential function in float32, to two units in the last place: e^x = 2^n e^r with n = round(x / ln 2), ln 2 taken off in
/// two parts, and e^r from the polynomial of the Cephes library (expf; S. L. Moshier). The runtime's own goes through float64, at a quarter
/// of the speed.</summary>
/// <remarks>Beyond ±87, where float32 comes to its ends, x is taken for ±87: gates and GELU cannot tell. NaN stays NaN.</remarks>
internal static class ExpKernel
{
    private const float Largest = 87;
    private const float InverseLn2 = 1.44269504f, Ln2High = 0.693359375f, Ln2Low = -2.12194440e-4f;
    private const float C0 = 5.0000001201e-1f, C1 = 1.6666665459e-1f, C2 = 4.1665795894e-2f, C3 = 8.3334519073e-3f;
    private const float C4 = 1.3981999507e-3f, C5 = 1.9875691500e-4f;
    private const int ExponentBias = 127, MantissaBits = 23;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Of(Vector512<float> x)
    {
        // The bound stands first: where one of the two is NaN these take the second.
        x = Vector512.MinNative(Vector512.Create(Largest), Vector512.MaxNative(Vector512.Create(-Largest), x));
        Vector512<float> n = Vector512.Round(x * InverseLn2);
        Vector512<float> r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2High), x);
        r = Vector512.MultiplyAddEstimate(n, Vector512.Create(-Ln2Low), r);
        Vector512<float> p = Vector512.Create(C5);
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(C4));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(C3));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(C2));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(C1));
        p = Vector512.MultiplyAddEstimate(p, r, Vector512.Create(C0));
        p = Vector512.MultiplyAddEstimate(p, r * r, r + Vector512<float>.One);
        Vector512<int> exponent = Vector512.ConvertToInt32Native(n) + Vector512.Create(ExponentBias);
        return p * Vector512.ShiftLeft(exponent, MantissaBits).AsSingle();
    }
}
