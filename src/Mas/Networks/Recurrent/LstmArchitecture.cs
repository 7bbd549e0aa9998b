namespace Mas.Networks.Recurrent;

/// <summary><c>lstm</c>: the state is [h; c], the hidden vector and the cell's, of one width.</summary>
internal sealed class LstmArchitecture() : RecurrentArchitecture(new LstmCell());
