using Mas.Interchange;
using Mas.Results.Records;
using Mas.Tasks;

namespace Mas.Comparison.Shown;

/// <summary>Finds test interventions that a person can follow: short ones, which change what should come.</summary>
internal sealed class ExampleSearch(RunData data, ShownRoute route)
{
    private static readonly bool[] s_kinds = [true, false]; // right, wrong

    // What fits beside a picture.
    private const int MostTokens = 16;

    // Tokens after the position that a picture has room for.
    private const int Longest = 6;

    // Scored tokens that show an answer and can still be read at a glance.
    private const int Telling = 4;

    // Of a vector.
    private const int MostNumbers = 2;

    private readonly SequencePool _source = data.Pools(Metrics.Test)[route.Route.Source].Sequences;
    private readonly SequencePool _target = data.Pools(Metrics.Test)[route.Route.Target].Sequences;

    /// <summary>The one that came out right first, then one that did not; either is missing where there is none.</summary>
    public IReadOnlyList<InterventionExample> Find()
    {
        int[] found = [.. s_kinds.Select(Best).OfType<int>()];
        long[][] predicted = route.Case.Data.Test.Predicted(route.Case.Chosen.Learned.Maps.Hard(), route.Index, found);
        return [.. found.Select((index, i) => Told(index, predicted[i]))];
    }

    // First of all it should change the answer, and write one sample's activity.
    private int? Best(bool right)
    {
        int[] such = [.. Enumerable.Range(0, route.Interventions.Count).Where(i => route.Right[i] == right)];
        return such.Length == 0 ? null : such.MinBy(i => (Changes(route.Interventions[i]) ? 0 : 1, route.Interventions[i].Donors.Count,
            route.Interventions[i].Continuation.Length > Longest ? 1 : 0,
            Math.Abs(route.Interventions[i].Scored.Count(isScored => isScored) - Telling), Length(route.Interventions[i])));
    }

    // What comes between two answers may differ as well, and says nothing.
    private bool Changes(Intervention one)
    {
        int next = one.TargetPosition + 1;
        int[] natural = _target.Labels(one.TargetSequence)[next..].ToArray();
        bool[] isAnswer = _target.TaskTokens(one.TargetSequence)[next..].ToArray();
        IEnumerable<int> before = natural.Where((_, i) => isAnswer[i] && (i == 0 || !one.IsCut));
        return !before.SequenceEqual((one.Labels ?? one.Continuation).Where((_, i) => one.Scored[i]));
    }

    private static int Length(Intervention one) =>
        one.TargetPosition + one.Continuation.Length + one.Donors.Sum(donor => donor.Position);

    private InterventionExample Told(int index, long[] predicted)
    {
        Intervention one = route.Interventions[index];
        SequenceTask task = _target.Task;
        int[] wanted = one.Labels ?? one.Continuation;
        var steps = new List<ExampleStep>();
        for (int s = 0, scored = 0; s < wanted.Length; s++)
            steps.Add(new ExampleStep(Answer(wanted[s], one.Scored[s]),
                one.Scored[s] ? task.Vocabulary.Word((int)predicted[scored++]) : null));
        int next = one.TargetPosition + 1;
        int[] natural = _target.Labels(one.TargetSequence)[next..].ToArray();
        bool[] isAnswer = _target.TaskTokens(one.TargetSequence)[next..].ToArray();
        // Beside labels of their own, tokens without a label have none to tell.
        string Answer(int word, bool isScored) => isScored || one.Labels is null ? task.Vocabulary.Word(word) : InterventionExample.Nothing;
        return new InterventionExample(
            route.Result.Source, route.Result.Target, data.Networks[route.Route.Source].Site.Name,
            data.Networks[route.Route.Target].Site.Name, route.Result.Variable, route.Case.Chosen.Evaluation.Seed, route.Right[index],
            [.. one.Donors.Select(donor => Passage(_source, donor.Sequence, donor.Position))],
            Passage(_target, one.TargetSequence, one.TargetPosition),
            [.. natural.Zip(isAnswer, Answer).Take(MostTokens)], [.. steps.Take(MostTokens)])
        {
            Fed = one.Labels is null || one.IsCut ? [] : [.. one.Continuation.Take(MostTokens).Select(token => Told(task, token))],
        };
    }

    // A vector by its numbers, as far as there is room.
    private static string Told(SequenceTask task, int token)
    {
        if (task.Stimuli is not { } stimuli || token < stimuli.First)
            return task.Vocabulary.Word(token);
        float[] numbers = [.. stimuli.Of(token)[..Math.Min(stimuli.Width, MostNumbers)]];
        string text = string.Join(' ', numbers.Select(number => Invariant($"{number:g3}")));
        return stimuli.Width == 1 ? text : $"({text}{(stimuli.Width > MostNumbers ? " …" : "")})";
    }

    private static ReadPassage Passage(SequencePool pool, int sequence, int position)
    {
        int first = Math.Max(0, position + 1 - MostTokens);
        return new ReadPassage(first, [.. pool.Tokens(sequence)[first..(position + 1)].ToArray().Select(token => Told(pool.Task, token))],
            ShownRoute.Values(pool.Task, pool.Values(sequence, position)));
    }
}
