namespace Mas.Interchange;

/// <summary>How a replaced latent h' is compared with a counterfactual latent h_CL.</summary>
internal enum ClForm
{
    /// <summary>½(1 − cos(h', h_CL)) + ½ mean_d (h' − h_CL)².</summary>
    Both,

    /// <summary>mean_d (h' − h_CL)².</summary>
    Mse,

    /// <summary>1 − cos(h', h_CL).</summary>
    Cosine,
}
