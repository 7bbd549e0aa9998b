using Mas.Experiments;
using Mas.Experiments.Reading;
using Mas.Experiments.Yaml;

namespace Mas.Plans;

/// <summary>The section <c>alignment</c> of a plan: keys of an experiment, fewer of them and with other defaults. Recordings differ from
/// networks in scale, and more so where they are spikes: units are standardised. A point has few steps, because there are many
/// points.</summary>
internal static class PlanAlignment
{
    private const string Key = "alignment";
    private const int UsualSize = 16;

    private static readonly (string Key, string Value)[] s_defaults =
    [
        ("normalise", "standard"), ("steps", "150"), ("batch", "64"), ("train", "2000"), ("validation", "200"), ("test", "500"),
    ];

    private static readonly string[] s_fixed =
    [
        "method", "sizes", "joint", "mask", "extraneous", "scheme", "score", "directions", "cl_directions", "held_out",
        "directions_per_step", "learned", "extend",
    ];

    /// <summary>What is written over the defaults of a plan; keys that a plan does not have are reported.</summary>
    public static Section Over(Section root, IReadOnlyList<ReadNetwork> networks)
    {
        Section written = root.Sub(Key);
        YamlNode? node = root.Take(Key);
        foreach (string key in s_fixed)
            if (written.Take(key) is { } needless)
                written.Fail(needless, key, "a plan aligns each recording with its reference by clmas, and one thing is exchanged; "
                    + "leave this key out");
        Origin place = node?.Origin ?? new(null, null, null);
        YamlMap own = s_fixed.Aggregate(node as YamlMap ?? new([], place), (map, key) => map.Without(key));
        return new Section(own.Over(Defaults(place, networks)), Key, place, root.Errors);
    }

    /// <summary>Reports what a plan cannot have although an experiment can.</summary>
    public static void Check(Section section, AlignmentOptions? alignment)
    {
        if (alignment is { Sizes.Count: > 1 })
            section.Fail("size", "a plan has one size, which is cut to the units that are seen; name one");
        if (alignment is { Variables.Count: > 1 })
            section.Fail("variables", "a plan exchanges one thing; name one variable, or full");
    }

    /// <summary>The lines of a resolved plan's section.</summary>
    public static IEnumerable<FormattableString> Lines(RecordingPlan plan) => ExperimentWriter
        .Alignment(plan.Alignment, [plan.Reference.Name, plan.Alike.Name])
        .Where(line => !s_fixed.Contains(line.Format.Split(':')[0]));

    private static YamlMap Defaults(Origin place, IReadOnlyList<ReadNetwork> networks)
    {
        int size = Math.Min(UsualSize, networks.Min(network => network.Width) ?? UsualSize);
        YamlEntry Entry(string key, YamlNode value) => new(key, place, value);
        YamlScalar Scalar(string text) => new(text, true, place);
        return new YamlMap(
            [
                Entry("method", Scalar("clmas")), Entry("size", Scalar(Invariant($"{size}"))),
                Entry("seeds", new YamlList([Scalar("1")], place)),
                .. s_defaults.Select(one => Entry(one.Key, Scalar(one.Value))),
            ], place);
    }
}
