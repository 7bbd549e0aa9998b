namespace Mas.Tasks;

/// <summary>A task and a causal model of it, under the names that an experiment gives them.</summary>
internal sealed record KnownModel(string Task, string Causal, Func<TaskOptions, SequenceTask> Create);
