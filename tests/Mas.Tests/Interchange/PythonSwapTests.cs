using System.Diagnostics;
using Mas.Alignments;
using Mas.Comparison;
using Mas.Interchange;
using Mas.Masks;
using Mas.Oracles.Sources;
using Mas.Tensors.Safetensors;
using Mas.Tests.Alignments;
using Mas.Tests.Networks.Bridged;
using Mas.Training;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Interchange;

/// <summary><c>mas.py</c>, which reads alignments without the tool, makes the same interventions as the tool.</summary>
public sealed class PythonSwapTests : IDisposable
{
    private const int Rows = 6;

    // A network that is narrower, and two variables of unequal sizes.
    private static readonly string[] s_names = ["a", "b"], s_variables = ["count", "phase"];
    private static readonly int[] s_widths = [7, 5], s_sizes = [2, 1];

    private readonly string _root = Directory.CreateTempSubdirectory("mas-swaps-").FullName;

    [Fact]
    public void Every_family_and_mask_swaps_in_NumPy_as_in_the_tool()
    {
        PythonHere.Require("numpy");
        string[] folders =
        [
            .. Families.Names.Select(family => Folder(family, replacesAll: false)),
            .. ((string[])["stiefel", "linear", "reversible", "cayley-normalised", "affine-pair"]).Select(family =>
                Folder(family, replacesAll: true)),
        ];
        string script = Path.Combine(SourceTree.Root, "python", "tests", "swaps.py");
        using Process python = Process.Start(new ProcessStartInfo(PythonHere.Path, [script, .. folders])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        string said = python.StandardOutput.ReadToEnd(), errors = python.StandardError.ReadToEnd();
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, errors);
        Assert.Equal(folders.Length, said.Split("4 swaps agree").Length - 1);
    }

    // A run folder with alignments that nothing has trained, and what they make of random latents.
    private string Folder(string family, bool replacesAll)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        AlignmentFunction[] alignments =
            [.. s_widths.Select((width, k) => Families.Make(family, ScalarType.Float32, width, s_sizes.Sum(), seed: k + 1))];
        using var learned = new LearnedSeed(
            s_names, [0, 1], "", 1, new LearnedMaps(alignments, new FixedMask(s_sizes, s_widths, replacesAll)));
        Tensor[] latents = [.. s_widths.Select((width, k) => Families.Latents(family, ScalarType.Float32, Rows, width, seed: k + 10))];
        string folder = Directory.CreateDirectory(Path.Combine(_root, $"{family}-{replacesAll}")).FullName;
        using (FileStream stream = File.Create(Path.Combine(folder, AlignmentArchive.FileName)))
            AlignmentArchive.Write(stream, [learned], Metadata(family));
        SafetensorsWriter.Save(Path.Combine(folder, "swaps.safetensors"),
            [.. s_names.Select((network, k) => TensorFile.ToData($"latents-{network}", latents[k])), .. Swaps(learned.Maps, latents)]);
        File.WriteAllText(Path.Combine(folder, "run.json"), Record(replacesAll));
        return folder;
    }

    // Both ways between the two and within each, one variable at a time.
    private static IEnumerable<TensorData> Swaps(LearnedMaps maps, Tensor[] latents)
    {
        StepMaps hard = maps.Hard();
        foreach ((int source, int target, int variable) in ((int, int, int)[])[(0, 1, 0), (1, 0, 1), (0, 0, 1), (1, 1, 0)])
        {
            AlignmentMap own = hard.Maps[target];
            Tensor mask = hard.Masks!.narrow(0, variable, 1);
            Tensor shuffled = latents[source].flip(0); // within a network too, another sample
            Tensor written = InterchangeIntervention.Written(hard.Maps[source].Align(shuffled), mask, own.Columns);
            Tensor swapped = maps.Mask.ReplacesAll ? InterchangeIntervention.Replace(own, written)
                : InterchangeIntervention.Swap(latents[target], own, written, mask);
            yield return TensorFile.ToData($"{s_names[source]}.{s_names[target]}.{s_variables[variable]}", swapped);
        }
    }

    private static Dictionary<string, string> Metadata(string family) => new()
    {
        ["format"] = "mas alignments 1",
        ["method"] = "mas",
        ["family"] = family.Split('-')[0] is "cayley" or "matrix" or "householder" or "stiefel" ? "orthogonal"
            : family.StartsWith("symmetric", StringComparison.Ordinal) ? family : family.Split('-')[0],
        ["nonlinearity"] = family.EndsWith("tanh", StringComparison.Ordinal) ? "tanh"
            : family.EndsWith("sigmoid", StringComparison.Ordinal) ? "sigmoid" : "identity",
        ["variable"] = string.Join(',', s_variables),
        ["size"] = string.Join('+', s_sizes),
    };

    private static string Record(bool replacesAll) => $$"""
        { "run": "swaps", "status": "done", "warnings": [], "directions": [], "networks": [{ "name": "a" }, { "name": "b" }],
          "setup": [{ "key": "Mask", "value": "{{(replacesAll ? "replace-all" : "the method's own")}}" }] }
        """;

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
