namespace Mas.Networks.Formats;

/// <summary>A format whose networks can also be made here: fresh weights and training.</summary>
/// <remarks>A new kind is a sealed class, its configuration, and its line in the list of formats.</remarks>
internal abstract class TrainableArchitecture : NetworkFormat
{
    /// <summary>The name with its article.</summary>
    public virtual string Called => $"a {Name}";

    /// <summary>Seconds that training one network of the default width takes, on a core of 100 GFLOP/s.</summary>
    public virtual double TrainingSeconds => 30;

    /// <summary>How its networks are trained on the task of this name where nothing is said, seed 0: measured settings.</summary>
    public virtual NetworkTrainingOptions Training(string task) => new() { Architecture = Name };

    /// <summary>Whether its networks are fed tokens; others take a continuous input.</summary>
    public bool ReadsTokens => Configure(new NetworkSize(1, 1, 1), features: 1).ReadsTokens;

    /// <summary>The numbers of a size that it uses, by key.</summary>
    public abstract IReadOnlyList<(string Key, int Value)> Used(NetworkSize size);

    /// <summary>What is wrong with a size whose used numbers are at least 1.</summary>
    public virtual IEnumerable<InputError> Errors(NetworkSize size) =>
        size.Heads == 0 ? [] : [new InputError($"{Called} has no heads; a transformer has", Key: "heads")];

    /// <summary>The configuration of a network of this size, without its words and its task.</summary>
    public abstract TrainableConfig Configure(NetworkSize size, int features);

    /// <summary>A size that <see cref="Errors"/> finds nothing wrong with.</summary>
    protected NetworkSize Checked(NetworkSize size, ConfigSection config) =>
        Errors(size).FirstOrDefault() is InputError error ? throw config.Error(error.Message, error.Key!) : size;

    /// <summary>That a width which is taken in pairs is odd.</summary>
    protected static IEnumerable<InputError> EvenWidth(int width, string why) =>
        width % 2 == 0 ? [] : [new InputError($"the width {width} is odd; {why}: an even number is wanted", Key: "width")];
}

/// <summary>How large a network is.</summary>
/// <param name="Width">Of the state, the residual stream or the hidden layers.</param>
/// <param name="Layers">Blocks or hidden layers; 0 where there is no choice.</param>
/// <param name="HeadWidth">Of a recurrent network's head.</param>
internal sealed record NetworkSize(int Width, int Layers, int HeadWidth)
{
    /// <summary>Of attention; 0 where nothing is said.</summary>
    public int Heads { get; init; }
}
