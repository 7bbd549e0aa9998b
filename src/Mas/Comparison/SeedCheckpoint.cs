using Mas.Results.Store;
using Mas.Training;

namespace Mas.Comparison;

/// <summary>The checkpoint of one alignment seed in a run's folder: a run killed at any moment goes on from it to the same bytes.</summary>
/// <param name="prefix">What the seed's names begin with.</param>
/// <param name="fingerprint">Hash of all that decides the bytes of its training.</param>
internal sealed class SeedCheckpoint(RunFolder folder, RunJournal journal, string fingerprint, string prefix, int seed)
{
    private readonly string _file = Invariant($"{RunFolder.CheckpointFolder}/{prefix}seed-{seed}.safetensors");

    /// <summary>Brings a fresh training to where the last checkpoint left it; leaves it as it is where there is none.</summary>
    /// <exception cref="InputException">The file is damaged or of another run.</exception>
    public void Restore(AlignmentTrainer trainer)
    {
        if (!folder.Exists(_file))
            return;
        using TrainingState state = TrainingCheckpoint.Read(folder.Path(_file), fingerprint);
        using TrainingState fresh = trainer.Capture();
        if (!state.Fits(fresh, trainer.Steps))
            throw TrainingCheckpoint.Damaged(folder.Path(_file));
        trainer.Restore(state);
        journal.Resume(Invariant($"{prefix}{seed}"), state.Progress.Step);
    }

    /// <summary>Writes where training is, and says what it has written.</summary>
    public TrainingProgress Save(AlignmentTrainer trainer)
    {
        using TrainingState state = trainer.Capture();
        folder.Write(_file, stream => TrainingCheckpoint.Write(stream, state, fingerprint));
        return state.Progress;
    }
}
