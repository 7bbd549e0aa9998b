namespace Mas.Networks.Recurrent;

/// <summary><c>rnn</c>: one tanh layer or several; the state is the hidden vector.</summary>
internal sealed class RnnArchitecture() : RecurrentArchitecture(new RnnCell())
{
    public override string Called => "an rnn";
}
