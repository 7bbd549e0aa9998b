using Mas.Networks.Folders;
using Mas.Plans;

namespace Mas.Benchmarks.Fuzzing;

/// <summary>Whether a changed experiment still runs in a moment. One that asks for a million steps is valid and no fault; its file is read
/// and its dry run made, and no more.</summary>
internal static class AffordableCheck
{
    private const int MostInterventions = 64, MostSteps = 8, MostCases = 4;
    private static readonly string[] s_slow = ["smallest-subspace", "random-start"];

    /// <summary>Also true of what cannot be read, so that a command refuses it.</summary>
    public static bool IsSmall(string file)
    {
        try
        {
            return IsSmall(ExperimentRunner.Read(file));
        }
        catch (InputException)
        {
            return true;
        }
    }

    /// <summary>The same of a plan.</summary>
    public static bool IsSmallPlan(string file)
    {
        try
        {
            RecordingPlan plan = PlanReader.Read(file);
            return IsSmall(plan.Alignment) && plan.Lists.Points.Count * plan.Draws * plan.Recorded.Count <= MostCases * MostCases
                && plan.Trials.All(trials => trials <= MostInterventions)
                && plan.Recorded.Prepend(plan.Reference).All(network => network.Source is SavedNetwork);
        }
        catch (InputException)
        {
            return true;
        }
    }

    private static bool IsSmall(AlignmentOptions alignment)
    {
        int[] numbers = [alignment.Train, alignment.Validation, alignment.Test, alignment.Batch];
        return numbers.All(number => number <= MostInterventions) && alignment.Steps <= MostSteps
            && alignment.Seeds.Count * alignment.Methods.Count * alignment.Sizes.Count <= MostCases;
    }

    private static bool IsSmall(Experiment experiment)
    {
        return IsSmall(experiment.Alignment)
            && !experiment.Analyses.Any(s_slow.Contains)
            && experiment.Networks.Count <= MostCases && experiment.Networks.All(network => network.Source is SavedNetwork);
    }
}
