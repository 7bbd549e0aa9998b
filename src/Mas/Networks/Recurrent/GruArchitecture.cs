namespace Mas.Networks.Recurrent;

/// <summary><c>gru</c>: the state is the hidden vector.</summary>
internal sealed class GruArchitecture() : RecurrentArchitecture(new GruCell());
