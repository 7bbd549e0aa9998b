using System.Text.Json.Nodes;
using Mas.Networks.Called;

namespace Mas.Networks.Bridged;

/// <summary>A model in the user's own Python. Each question goes to one process; what is asked at once does not depend on how many there
/// are, and a deterministic model gives the same bits whatever their number.</summary>
/// <param name="workers">Owned from here on.</param>
internal sealed class BridgedModel(BridgeWorkers workers, BridgedDescription description, Device device) : CalledModel
{
    public const string ArchitectureName = "python";

    private static readonly string[] s_parts = ["record", "resume", "resume", "follow"];
    private long _lastNumber;

    public BridgeWorkers Workers => workers;

    public override string Architecture => ArchitectureName;

    public override Device Device => device;

    public override long ParameterCount => description.Parameters;

    public override IReadOnlyList<Site> Sites => description.Sites;

    public override int Words => description.Predicted.Count;

    public override int Features => description.Features;

    public override bool IsDifferentiable => false;

    public override string NameOf(CalledPart part, Site? site = null) =>
        s_parts[(int)part] + (site is null ? "" : $" at the site '{site.Name}'");

    public override InputException Error(string message) => workers.Settings.Error(message);

    private protected override IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites)
    {
        WantedArray[] wanted = [.. sites.Select(site => new WantedArray(site.Name, input.Batch, input.Time, site.Width))];
        JsonNode[] names = [.. sites.Select(site => JsonValue.Create(site.Name))];
        IReadOnlyList<float[]> found = workers.Ask(process => process.Ask(
            "recording", new JsonObject { ["kind"] = "record", ["sites"] = new JsonArray([.. names.Select(name => name.DeepClone())]) },
            Inputs(input), "latents", wanted));
        return [.. found.Zip(wanted, (values, one) => device.From(values, one.Shape))];
    }

    private protected override Tensor CallLogits(CalledInput input) =>
        Asked("resume", input, Replaced.None(Sites[0]), new WantedArray("logits", input.Batch, input.Time, Words));

    private protected override Tensor CallResume(CalledInput input, CalledSwap swap) =>
        Asked("resume", input, Replaced.Of(swap), new WantedArray("logits", input.Batch, input.Time, Words));

    private protected override Tensor CallFollow(CalledInput input, CalledSwap swap) =>
        Asked("follow", input, Replaced.Of(swap), new WantedArray("latents", input.Batch, input.Time, swap.Site.Width));

    public override CalledPass Run(CalledInput input, CalledSwap swap) => new BridgedPass(this, input, swap);

    private Tensor Asked(string kind, CalledInput input, Replaced replaced, WantedArray wanted) =>
        device.From(workers.Ask(process => process.Ask(
            "resuming", new JsonObject { ["kind"] = kind, ["site"] = replaced.Site.Name },
            [.. Inputs(input), .. replaced.Arrays], wanted.Name, wanted))[0], wanted.Shape);

    /// <summary>Resumes with a way back, which the process keeps under a number.</summary>
    /// <returns>[batch, time, words], the process, and the number.</returns>
    internal (float[] Logits, BridgeProcess Process, long Number) Keep(CalledInput input, Replaced replaced)
    {
        long number = Interlocked.Increment(ref _lastNumber);
        return workers.Ask(process => (process.Ask(
            "resuming", new JsonObject { ["kind"] = "resume", ["site"] = replaced.Site.Name, ["keep"] = number },
            [.. Inputs(input), .. replaced.Arrays], "logits", new WantedArray("logits", input.Batch, input.Time, Words))[0],
            process, number));
    }

    private BridgeArray[] Inputs(CalledInput input)
    {
        using Tensor values = Features > 0 ? input.Values.to_type(ScalarType.Float32) : input.Values.alias();
        return
        [
            new("inputs", Features > 0 ? values.ToArray<float>() : values.ToArray<long>(), input.Values.shape),
            new("lengths", Array.ConvertAll(input.Lengths, length => (long)length), [input.Batch]),
        ];
    }

    public override void Dispose() => workers.Dispose();
}

/// <summary>What is replaced, without what is not.</summary>
/// <param name="Places">[places] in the flattened [batch, time].</param>
/// <param name="Latents">[places, width]</param>
internal sealed record Replaced(Site Site, long[] Places, float[] Latents)
{
    public IReadOnlyList<BridgeArray> Arrays =>
        [new("replaced", Places, [Places.Length]), new("latents", Latents, [Places.Length, Site.Width])];

    public static Replaced None(Site site) => new(site, [], []);

    public static Replaced Of(CalledSwap swap)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        bool[] flags = swap.Replaced.ToArray<bool>();
        long[] places = [.. Enumerable.Range(0, flags.Length).Where(i => flags[i]).Select(i => (long)i)];
        Tensor flat = swap.Latents.detach().reshape(-1, swap.Site.Width);
        return new(swap.Site, places,
            flat.index_select(0, Device.Of(flat).Indices(places)).to_type(ScalarType.Float32).ToArray<float>());
    }
}
