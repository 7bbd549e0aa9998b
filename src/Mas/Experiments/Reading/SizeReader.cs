using Mas.Experiments.Yaml;

namespace Mas.Experiments.Reading;

/// <summary>Reads the dimensions that are swapped: <c>size</c>, one for every variable or a list to be tried, or <c>sizes</c>, one per variable.</summary>
internal static class SizeReader
{
    private const string One = "size", Each = "sizes";

    /// <summary>At least one.</summary>
    /// <param name="section">The alignment.</param>
    /// <param name="narrowest">The network of the smallest width that is known; null where sizes are free or no width is known.</param>
    /// <param name="variables">Number of variables.</param>
    public static ValueList<SubspaceSizes> Read(Section section, ReadNetwork? narrowest, int variables)
    {
        ValueList<SubspaceSizes> defaults = new AlignmentOptions { Variables = [] }.Sizes;
        YamlNode? one = section.Take(One);
        int[]? each = section.Items(Each) is { } items ? ReadEach(section, items, variables) : null;
        if (one is not null && section.Take(Each) is { } both)
            section.Fail(both, Each, "size and sizes exclude one another; size is for every variable, sizes has one number for each");
        if (each is not null)
        {
            CheckWidth(section, section.Take(Each), Each, each.Sum(size => (long)size), narrowest);
            return [new([.. each])];
        }
        if (one is not YamlList list)
            return [one is null ? Checked(section, null, One, defaults[0], narrowest, variables) : ReadOne(section, one, One, narrowest, variables)];
        if (list.Items.Count == 0)
            section.Fail(list, One, "the list is empty; at least one size is wanted");
        SubspaceSizes[] sizes = [.. list.Items.Select((item, i) => ReadOne(section, item, Dotted.Join(One, i), narrowest, variables))];
        for (int i = 0; i < sizes.Length; i++)
        {
            if (Array.IndexOf(sizes, sizes[i]) < i)
                section.Fail(list.Items[i], Dotted.Join(One, i), $"{list.Items[i].Description} comes twice");
        }
        return sizes.Length == 0 ? defaults : [.. sizes];
    }

    private static SubspaceSizes ReadOne(Section section, YamlNode node, string key, ReadNetwork? narrowest, int variables)
    {
        if (node is YamlScalar { Text: SubspaceSizes.Full })
        {
            if (variables > 1)
                section.Fail(node, key, $"full leaves nothing for a second of {variables} variables; give a number, or sizes with one number for each");
            return new(null);
        }
        if (node is YamlScalar { IsText: true })
        {
            section.Fail(node, key, $"a whole number or the word full is wanted, found {node.Description}");
            return new([1]);
        }
        return Checked(section, node, key, new([section.Value(node, key).Whole(1, int.MaxValue) ?? 1]), narrowest, variables);
    }

    private static SubspaceSizes Checked(Section section, YamlNode? node, string key, SubspaceSizes size, ReadNetwork? narrowest, int variables)
    {
        CheckWidth(section, node, key, (long)variables * size.PerVariable![0], narrowest);
        return size;
    }

    private static int[]? ReadEach(Section section, IReadOnlyList<YamlNode> items, int variables)
    {
        int?[] sizes = [.. items.Select((item, i) => section.Value(item, Dotted.Join(Each, i)).Whole(1, int.MaxValue))];
        if (sizes.Contains(null))
            return null;
        if (sizes.Length != variables)
            section.Fail(section.Take(Each), Each, $"{sizes.Length} sizes are given for {variables} {(variables == 1 ? "variable" : "variables")}; wanted is one for each");
        return sizes.Length == variables ? [.. sizes.Select(size => size!.Value)] : null;
    }

    private static void CheckWidth(Section section, YamlNode? node, string key, long asked, ReadNetwork? narrowest)
    {
        if (asked > narrowest?.Width)
            section.Fail(node, key, $"{asked} dimensions are more than the width {narrowest.Width} of network '{narrowest.Name}'; the limit for all variables together is the smallest width, which is also written full");
    }
}
