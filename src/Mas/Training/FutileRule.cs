namespace Mas.Training;

/// <summary>Where one validation found the worst trained direction.</summary>
internal readonly record struct CoursePoint(int Step, double Worst);

/// <summary>Says from the course of validation that the target will not be reached (<c>method.md</c> section 5 (e)): not even where the
/// worst direction goes on to rise <see cref="Generosity"/> times as fast as it did over the second half of the steps so far. How often
/// this is wrong is measured: <c>docs/reference/statistics.md</c>.</summary>
internal static class FutileRule
{
    /// <summary>How many times its last rise per step every further step is granted.</summary>
    public const double Generosity = 3;

    /// <summary>Steps before which nothing is said: a start needs some to leave its floor.</summary>
    public const int NotBefore = 200;

    /// <summary>Whether training should end at the last of these validations.</summary>
    /// <param name="course">All validations so far, by step.</param>
    /// <param name="steps">The most steps that training may take.</param>
    public static bool Holds(IReadOnlyList<CoursePoint> course, int steps, double target)
    {
        int step = course[^1].Step, half = step / 2;
        if (step < NotBefore || course[0].Step > half)
            return false;
        double best = course.Max(point => point.Worst);
        CoursePoint before = course.Last(point => point.Step <= half);
        double gained = best - course.Where(point => point.Step <= half).Max(point => point.Worst);
        return best + Generosity * gained * (steps - step) / (step - before.Step) < target;
    }
}
