namespace Mas.Networks;

/// <summary>A named place in a network where one vector per sequence position can be read and, if the network can be run,
/// replaced.</summary>
/// <param name="Name">Such as <c>state</c>.</param>
/// <param name="Width">Width d of the vector.</param>
public sealed record Site(string Name, int Width)
{
    /// <summary>Whether the vector is handed on from position to position, as a recurrent state is: what is written into it can be read
    /// there again at later positions. What a transformer's layer, an embedding or a perceptron reads at later positions comes from before
    /// that place.</summary>
    public bool IsHandedOn { get; init; }

    /// <summary>Whether the vector lies between what comes in and what goes out, on the only way between the two: a recurrent state, and a
    /// transformer's stream between two blocks. Whether a network follows an algorithm is asked there.</summary>
    public bool IsInner { get; init; }
}
