using System.Text.Json;
using Mas.Tasks;

namespace Mas.Networks.Formats;

/// <summary>How networks lie in a folder with a <c>config.json</c>, which tells the kind. Immutable, without state.</summary>
internal abstract class FolderKind
{
    /// <summary>As in <c>mas inspect</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Whether a network's sites have names of its own.</summary>
    public virtual bool NamesItsSites => false;

    /// <summary>Whether its networks may read a vector at each position.</summary>
    public virtual bool ReadsVectors => false;

    /// <summary>Whether a folder with this <c>config.json</c> is of this kind.</summary>
    public abstract bool Recognises(JsonElement config);

    /// <summary>What is known of the network without its weights, as far as it has weights by name; null where it has none.</summary>
    /// <exception cref="InputException">Its configuration is wrong.</exception>
    public abstract NetworkConfig? Config(FolderPlace place);

    /// <summary>The task that it says it does; null where it says none.</summary>
    /// <exception cref="InputException">Its configuration is wrong.</exception>
    public abstract string? Task(FolderPlace place);

    /// <summary>Its sites, without its weights.</summary>
    /// <exception cref="InputException">Its configuration is wrong.</exception>
    public abstract IReadOnlyList<Site> Sites(FolderPlace place);

    /// <summary>What a run of this network costs; all that can be found wrong without libtorch is told.</summary>
    /// <param name="text">Where it comes from.</param>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public abstract NetworkCost Cost(FolderPlace place, SequenceTask task, string text, SizeAdvice size);

    /// <exception cref="InputException">It cannot be opened.</exception>
    public abstract OpenedSource Open(FolderPlace place, NetworkRequest request);

    /// <summary>Its weights; null where they are not known by name.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public abstract StoredNetwork? Weights(FolderPlace place, NetworkRequest request);

    /// <summary>What a person who looks into the folder is shown, checked as a run would check it.</summary>
    /// <exception cref="InputException">It cannot be opened.</exception>
    public abstract FolderContent Describe(FolderPlace place);
}

/// <summary>What is in a network's folder.</summary>
/// <param name="Task">Empty where it is not said.</param>
/// <param name="Vocabulary">Words in the order of their ids.</param>
/// <param name="Parameters">Learned numbers that are stored.</param>
/// <param name="Remarks">Further lines of a text, each with its word in front.</param>
internal sealed record FolderContent(
    string Architecture, string Task, IReadOnlyList<string> Vocabulary, long Parameters, IReadOnlyList<Site> Sites,
    IReadOnlyList<(string Word, string Text)> Remarks)
{
    /// <summary>Lines of its tensors; empty where they have no names.</summary>
    public IReadOnlyList<string> Tensors { get; init; } = [];
}
