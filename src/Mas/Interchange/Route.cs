namespace Mas.Interchange;

/// <summary>One direction and one variable (or several that are overwritten together): interventions that belong together, in the loss and
/// in the results. Networks are indices into the experiment's list; activity of the source is written into the target.</summary>
/// <param name="Variable">Index of the entry among the exchanged variables; one beyond the last is the extraneous remainder.</param>
/// <param name="Behaviour">Whether the target network is run, for the behaviour loss and the IIA.</param>
/// <param name="CounterfactualLatent">Whether the replaced latents are compared with counterfactual latents (the CL loss).</param>
internal sealed record Route(int Source, int Target, int Variable = 0, bool Behaviour = true, bool CounterfactualLatent = false)
{
    public Direction Direction => new(Source, Target);
}
