namespace Mas.Experiments;

/// <summary>
/// What the experiment file knows but this version cannot do. Nothing of it is ever ignored: it is an error that says so.
/// </summary>
internal static class NotYet
{
    /// <summary>Keys by section. Where a value is given it is what the key means today, and the only one accepted.</summary>
    private static readonly Dictionary<string, string?> Keys = new()
    {
        ["task.void"] = "0",
        ["task.file"] = null,
        ["network.accessible"] = "true",
        ["train.layers"] = "1",
        ["alignment.sizes"] = null,
        ["alignment.normalise"] = "none",
        ["alignment.nonlinearity"] = "identity",
        ["alignment.extraneous"] = "false",
        ["alignment.cl_directions"] = null,
        ["alignment.held_out"] = null,
        ["alignment.directions_per_step"] = "all",
        ["alignment.cl"] = null,
        ["alignment.learned"] = null,
        ["alignment.reversible"] = null,
        ["alignment.extend"] = null,
        ["evaluation.similarity"] = null,
        [".analyses"] = null,
    };

    private static readonly string[] s_sites = ["embedding", "layer.*"];

    /// <summary>Words by section and key; a star stands for any ending.</summary>
    private static readonly Dictionary<string, string[]> KnownWords = new()
    {
        ["task.name"] = ["single-object", "same-object", "modulo", "rounding", "square", "arithmetic", "hierarchical-equality", "and-or"],
        ["task.causal"] = ["up-up", "up-increment", "and-or", "and-or-and"],
        [".site"] = s_sites,
        ["network.site"] = s_sites,
        ["train.architecture"] = ["lstm", "transformer", "mlp"],
        ["alignment.method"] = ["unidirectional-mas", "stitching", "linear-stitching", "latent-stitching", "clmas", "custom"],
        ["alignment.variables"] = ["demo_count", "resp_count", "incr", "remaining_ops", "cumulative_value", "op", "operand", "left_equal", "right_equal"],
        ["alignment.family"] = ["linear", "symmetric-positive-definite", "symmetric-definite", "reversible"],
        ["alignment.parametrisation"] = ["householder", "stiefel"],
        ["alignment.mask"] = ["replace-all", "learned"],
        ["alignment.scheme"] = ["stepwise"],
    };

    /// <summary>Whether the key is one of a later version's; <paramref name="only"/> is the value that it may have today.</summary>
    public static bool IsKey(string section, string key, out string? only) => Keys.TryGetValue($"{section}.{key}", out only);

    /// <summary>Whether the word is one of a later version's.</summary>
    public static bool IsWord(string section, string key, string word) =>
        KnownWords.TryGetValue($"{section}.{key}", out string[]? words)
        && words.Any(known => known.EndsWith('*') ? word.StartsWith(known[..^1], StringComparison.Ordinal) : word == known);
}
