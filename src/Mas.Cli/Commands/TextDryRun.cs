using Mas.Cli.Terminal;
using Mas.Comparison.Costs;
using Mas.Experiments;
using Mas.Language;
using Mas.Networks.Pretrained;
using Mas.Results.Json;

namespace Mas.Cli.Commands;

/// <summary>What a run of language models would do and about what it would cost, from arithmetic and the speed of this machine.</summary>
internal static class TextDryRun
{
    public static string Text(Experiment experiment, RunOptions options)
    {
        var costs = new TextCosts(experiment, options.Threads, options.CacheFolder);
        (MemoryEstimate memory, TextTime time, AlignmentOptions alignment) = (costs.Memory, costs.Time(), experiment.Alignment);
        string[] lines =
        [
            $"{experiment.Name}: {Listed.Count(costs.Models.Count, "language model")} on {experiment.Texts!.Description}, at "
                + string.Join(", ", experiment.Sites.Count > 0 ? experiment.Sites : ["a site of each"]),
            .. experiment.Networks.Zip(costs.Models, Line),
            .. costs.Cases.SelectMany(one => DryRunDirections.Of([one], experiment, _ => true).Prepend(
                Invariant($"  {one.Name}: {Listed.Count(one.Method.Trained.Count, "direction")} trained, ")
                    + Invariant($"{Listed.Count(alignment.Seeds.Count, "seed")}; a step takes about {time.Step(one):g2} s"))),
            Invariant($"  pairs of texts per direction: {alignment.Train} training, {alignment.Validation} validation, ")
                + Invariant($"{alignment.Test} test"),
            .. Groups(experiment),
            .. costs.Training > 0 ? (string[])[$"  training of networks: about {Duration(costs.Training)}, once"] : [],
            $"  time: {(time.Drawing > 1 ? $"{Duration(time.Drawing)} to draw texts from the file, " : "")}"
                + $"{Duration(time.Reading)} to read and continue {Listed.Count(costs.Texts, "text")} where no earlier run has, "
                + $"{Duration(time.Unaligned)} without alignments, {Duration(time.Aligning)} to align where no training stops early, "
                + $"{Duration(time.Testing)} to test: {Duration(costs.Training + time.All)} in all",
            $"  {memory.Text}",
            .. memory.TooMuchFor(options.FreeMemory()) is InputError error && options.Device.IsHost
                ? (string[])[$"  it would be refused: {error.Message}"] : [],
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    /// <summary>The same as one object, with the keys of every dry run.</summary>
    public static string Json(Experiment experiment, RunOptions options)
    {
        var costs = new TextCosts(experiment, options.Threads, options.CacheFolder);
        return ResultJson.Object(json =>
        {
            json.WriteString("run", experiment.Name);
            DryRun.Write(json, costs.Memory, costs.Training + costs.Time().All, options);
        });
    }

    private static string Line(NetworkOptions network, ModelShape model) => Invariant($"  {network.Name}: {model.Config.Architecture}, ")
        + Invariant($"{model.Config.Layers} blocks, width {model.Config.Width}, {model.Parameters:n0} parameters")
        + $"{((DecoderSource)network.Source).Addition}; sites "
        + Listed.Few([.. DecoderNetwork.SitesOf(model.Config).Select(site => site.Name)], DryRun.MostSites);

    // Two groups of fewer cannot be told from chance.
    private static IEnumerable<string> Groups(Experiment experiment)
    {
        int[] sizes = [.. experiment.Networks.Where(network => network.Group is not null).GroupBy(network => network.Group!)
            .Select(group => group.Count())];
        if (sizes.Length > 1)
            yield return $"  groups: {Listed.Of([.. sizes.Select(size => $"{size}")])} models"
                + (sizes.Order().Take(2).All(size => size >= 4) ? "" : "; below 4 + 4 their difference is shown and not tested");
    }

    private static string Duration(double seconds) => ProgressDisplay.Text(TimeSpan.FromSeconds(Math.Min(seconds, 1e9)));
}
