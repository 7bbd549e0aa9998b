using TorchSharp;

namespace Mas.Interchange;

/// <summary>The CL loss (method.md section 5): how far replaced latents are from natural ones that mean what they should mean.</summary>
internal static class CounterfactualLatentLoss
{
    private static readonly Scalar s_half = 0.5;

    /// <summary>One loss per row, [batch].</summary>
    /// <param name="intervened">[batch, width] h'.</param>
    /// <param name="counterfactual">[batch, width] h_CL.</param>
    public static Tensor Of(Tensor intervened, Tensor counterfactual, ClForm form)
    {
        Shape.RequireMatrix(counterfactual, intervened.size(0), intervened.size(1), nameof(counterfactual));
        using var scope = NewDisposeScope();
        return (form switch
        {
            ClForm.Mse => MeanSquare(intervened, counterfactual),
            ClForm.Cosine => Distance(intervened, counterfactual),
            _ => MeanSquare(intervened, counterfactual).add(Distance(intervened, counterfactual), HeldScalar.One).mul(s_half),
        }).MoveToOuterDisposeScope();
    }

    private static Tensor MeanSquare(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        Tensor difference = a - b;
        return (difference * difference).mean([1]).MoveToOuterDisposeScope();
    }

    // 1 − cos
    private static Tensor Distance(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        Tensor cosine = nn.functional.cosine_similarity(a, b, 1);
        return (ones_like(cosine) - cosine).MoveToOuterDisposeScope();
    }
}

/// <summary>How a replaced latent h' is compared with a counterfactual latent h_CL.</summary>
internal enum ClForm
{
    Both, // ½(1 − cos(h', h_CL)) + ½ mean_d (h' − h_CL)²
    Mse, // mean_d (h' − h_CL)²
    Cosine, // 1 − cos(h', h_CL)
}
