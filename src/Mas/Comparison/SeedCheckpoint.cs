using Mas.Training;

namespace Mas.Comparison;

/// <summary>The checkpoint of one alignment seed in a run's folder: a run killed at any moment goes on from it to the same bytes.</summary>
/// <param name="prefix">What the seed's names begin with.</param>
internal sealed class SeedCheckpoint(RunContext context, string prefix, int seed)
{
    private readonly string _file = Invariant($"checkpoint/{prefix}seed-{seed}.safetensors");
    private readonly string _fingerprint = context.Journal.Fingerprint(context.Data.Networks);

    /// <summary>Brings a fresh training to where the last checkpoint left it; leaves it as it is where there is none.</summary>
    /// <exception cref="InputException">The file is damaged or of another run.</exception>
    public void Restore(AlignmentTrainer trainer)
    {
        if (!context.Folder.Exists(_file))
            return;
        using TrainingState state = TrainingCheckpoint.Read(context.Folder.Path(_file), _fingerprint);
        using TrainingState fresh = trainer.Capture();
        if (!state.Fits(fresh, trainer.Steps))
            throw TrainingCheckpoint.Damaged(context.Folder.Path(_file));
        trainer.Restore(state);
        context.Journal.Resume(Invariant($"{prefix}{seed}"), state.Progress.Step);
    }

    /// <summary>Writes where training is, and says what it has written.</summary>
    public TrainingProgress Save(AlignmentTrainer trainer)
    {
        using TrainingState state = trainer.Capture();
        context.Folder.Write(_file, stream => TrainingCheckpoint.Write(stream, state, _fingerprint));
        return state.Progress;
    }
}
