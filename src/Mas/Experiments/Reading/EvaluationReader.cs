using Mas.Experiments.Yaml;
using Mas.Interchange;
using Mas.Similarity;

namespace Mas.Experiments.Reading;

/// <summary>Reads the sections <c>evaluation</c> and <c>verdict</c>.</summary>
internal static class EvaluationReader
{
    private const string Key = "controls", Measures = "similarity";

    public static EvaluationOptions Read(Section section, AlignmentOptions? alignment)
    {
        bool isStepwise = alignment?.Scheme != Scheme.Single;
        ValueList<Control> controls = ReadControls(section)
            ?? [.. new EvaluationOptions().Controls.Where(control => isStepwise || control != Control.InputOnly)];
        if (controls.Contains(Control.IdentityMap))
            section.Fail(Key, "the control identity-map exchanges language models on texts (task: { text: FILE }); leave it out");
        if (!isStepwise && controls.Contains(Control.InputOnly))
            section.Fail(Key, "the control input-only replaces the tokens of all positions up to the intervened one, and alignment.scheme "
                + "is single; use stepwise, or leave input-only out");
        if (alignment?.Test == 1 && controls.Contains(Control.Shuffled))
            section.Fail(Key, "the control shuffled gives every test intervention another one's source, and alignment.test is 1; "
                + "ask for at least 2, or leave shuffled out");
        TestedDirections directions = section.Word("directions", TestedDirections.All);
        return new() { Controls = controls, Directions = directions, Similarity = ReadMeasures(section) };
    }

    /// <summary>The section of an experiment on texts.</summary>
    public static EvaluationOptions ReadOfText(Section section, AlignmentOptions? alignment)
    {
        ValueList<Control> controls = ReadControls(section) ?? EvaluationOptions.OfText;
        foreach (Control control in controls.Except(EvaluationOptions.OfText))
            section.Fail(Key, $"the control {control.Word()} is not there for texts; there are "
                + Listed.Of([.. EvaluationOptions.OfText.Select(one => one.Word())]));
        if (alignment?.Test == 1 && controls.Contains(Control.Shuffled))
            section.Fail(Key, "the control shuffled gives every test pair another one's source, and alignment.test is 1; "
                + "ask for at least 2, or leave shuffled out");
        return new()
        {
            Controls = controls,
            Directions = section.Word("directions", TestedDirections.All),
            Similarity = ReadMeasures(section),
        };
    }

    public static VerdictOptions ReadVerdict(Section section)
    {
        VerdictOptions defaults = new();
        VerdictOptions verdict = new()
        {
            Same = section.Real("same", defaults.Same, Bounds.Share),
            Different = section.Real("different", defaults.Different, Bounds.Share),
        };
        if (verdict.Different >= verdict.Same)
            section.Fail(section.Take("different") ?? section.Take("same"), "different",
                "different must be below same, or a pair could be both");
        return verdict;
    }

    private static ValueList<string> ReadMeasures(Section section)
    {
        var found = new List<string>();
        foreach (YamlNode item in section.Items(Measures) ?? [])
        {
            if (section.Value(item, Measures).Text() is not string name)
                continue;
            if (GivenMeasure.Find(name) is not null)
            {
                section.Fail(item, Measures, $"{name} correlates dissimilarities that are given (source rdm), and these networks have "
                    + "activity; take rsa-euclidean-spearman, which computes them");
                continue;
            }
            try
            {
                name = SimilarityMeasures.Parse(name).Name;
                if (found.Contains(name))
                    section.Fail(item, Measures, $"'{name}' comes twice");
                found.Add(name);
            }
            catch (InputException error)
            {
                section.Fail(item, Measures, error.Errors[0].Message);
            }
        }
        return [.. found];
    }

    private static ValueList<Control>? ReadControls(Section section)
    {
        YamlNode? node = section.Take(Key);
        if (node is YamlScalar { AsFlag: false })
            return [];
        if (node is not YamlList list)
            return node is null ? null
                : section.Refuse<ValueList<Control>>(node, Key, $"a list of controls or false is wanted, found {node.Description}");
        var found = new HashSet<string>();
        foreach (YamlNode item in list.Items)
            if (section.Word(item, Key, Words.All<Control>()) is { } word && !found.Add(word))
                section.Fail(item, Key, $"'{word}' comes twice");
        return [.. Enum.GetValues<Control>().Where(control => found.Contains(control.Word()))];
    }
}
