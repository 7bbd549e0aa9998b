using System.Runtime.InteropServices;
using Mas.Tensors;
using Mas.Tensors.Safetensors;
using static TorchSharp.torch;

namespace Mas.Tests.Networks;

/// <summary>Made-up float32 tensors of a weight file: the same at every call.</summary>
internal static class FileTensors
{
    /// <summary>Normal numbers of deviation 0.3 for each name and shape.</summary>
    public static TensorData[] Random(params (string Name, long[] Shape)[] wanted)
    {
        var random = new SeededRandom(3);
        var made = new TensorData[wanted.Length];
        for (int k = 0; k < wanted.Length; k++)
        {
            var values = new float[wanted[k].Shape.Aggregate(1L, (a, b) => a * b)];
            for (int i = 0; i < values.Length; i++)
                values[i] = (float)(0.3 * random.NextGaussian());
            made[k] = TensorData.Of(wanted[k].Name, wanted[k].Shape, values);
        }
        return made;
    }

    /// <summary>The tensor of that name.</summary>
    public static Tensor Value(TensorData[] tensors, string name)
    {
        TensorData data = tensors.Single(one => one.Name == name);
        return tensor(MemoryMarshal.Cast<byte, float>(data.Bytes.Span).ToArray(), data.Shape);
    }
}
