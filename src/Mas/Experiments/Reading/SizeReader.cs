using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads the dimensions that are swapped: <c>size</c>, one for every variable or a list to be tried, or <c>sizes</c>, one per
/// variable.</summary>
internal static class SizeReader
{
    private const string One = "size", Each = "sizes";

    /// <summary>At least one.</summary>
    /// <param name="narrowest">The network of the smallest width that is known; null where sizes are free or no width is known.</param>
    public static ValueList<SubspaceSizes> Read(Section section, ReadNetwork? narrowest, int variables)
    {
        ValueList<SubspaceSizes> defaults = new AlignmentOptions { Variables = [] }.Sizes;
        YamlNode? one = section.Take(One);
        int[]? each = ReadEach(section, variables);
        if (one is not null && section.Take(Each) is { } both)
            section.Fail(both, Each, "size and sizes exclude one another; size is for every variable, sizes has one number for each");
        if (each is not null)
        {
            CheckWidth(section, section.Take(Each), Each, each.Sum(size => (long)size), narrowest);
            return [new([.. each])];
        }
        if (one is null)
        {
            CheckWidth(section, null, One, (long)variables * defaults[0].PerVariable![0], narrowest);
            return defaults;
        }
        if (one is not YamlList list)
            return [ReadOne(section, one, One, narrowest, variables)];
        if (list.Items.Count == 0)
            section.Fail(list, One, "the list is empty; at least one size is wanted");
        SubspaceSizes[] sizes = [.. list.Items.Select((item, i) => ReadOne(section, item, Dotted.Join(One, i), narrowest, variables))];
        for (int i = 0; i < sizes.Length; i++)
            if (Array.IndexOf(sizes, sizes[i]) < i)
                section.Fail(list.Items[i], Dotted.Join(One, i), $"{list.Items[i].Description} comes twice");
        return sizes.Length == 0 ? defaults : [.. sizes];
    }

    private static SubspaceSizes ReadOne(Section section, YamlNode node, string key, ReadNetwork? narrowest, int variables)
    {
        if (node is YamlScalar { Text: SubspaceSizes.Full })
        {
            if (variables > 1)
                section.Fail(node, key, $"full leaves nothing for a second of {variables} variables; give a number, "
                    + "or sizes with one number for each");
            return new(null);
        }
        if (node is YamlScalar { IsText: true })
        {
            section.Fail(node, key, $"a whole number or the word full is wanted, found {node.Description}");
            return new([1]);
        }
        int size = section.Value(node, key).Whole(1, int.MaxValue) ?? 1;
        CheckWidth(section, node, key, (long)variables * size, narrowest);
        return new([size]);
    }

    private static int[]? ReadEach(Section section, int variables)
    {
        int[]? sizes = section.Values(Each, value => value.Whole(1, int.MaxValue));
        return sizes is null || sizes.Length == variables ? sizes : section.Refuse<int[]>(
            section.Take(Each), Each, $"{sizes.Length} sizes are given for {variables} {(variables == 1 ? "variable" : "variables")}; "
                + "wanted is one for each");
    }

    private static void CheckWidth(Section section, YamlNode? node, string key, long asked, ReadNetwork? narrowest)
    {
        if (asked > narrowest?.Width)
            section.Fail(node, key, $"{asked} dimensions are more than the width {narrowest.Width} of network '{narrowest.Name}'; the "
                + "limit for all variables together is the smallest width, which is also written full");
    }
}
