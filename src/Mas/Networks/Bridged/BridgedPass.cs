using System.Text.Json.Nodes;
using Mas.Networks.Called;

namespace Mas.Networks.Bridged;

/// <summary>A run whose way back a Python process keeps. Where the process ends, it is run once more in another.</summary>
internal sealed class BridgedPass : CalledPass
{
    private readonly BridgedModel _model;
    private readonly CalledInput _input;
    private readonly Replaced _replaced;
    private (BridgeProcess Process, long Number) _kept;

    public BridgedPass(BridgedModel model, CalledInput input, CalledSwap swap)
    {
        (_model, _input, _replaced) = (model, input, Replaced.Of(swap));
        Logits = model.Device.From(Start(), input.Batch, input.Time, model.Words).DetachFromDisposeScope();
    }

    public override Tensor Logits { get; }

    private float[] Start()
    {
        (float[] logits, BridgeProcess process, long number) = _model.Keep(_input, _replaced);
        _kept = (process, number);
        return logits;
    }

    public override Tensor Back(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var upstream = new BridgeArray("upstream", gradient.to_type(ScalarType.Float32).ToArray<float>(), gradient.shape);
        float[] Ask(BridgeProcess process) => process.Ask(
            "computing a gradient", new JsonObject { ["kind"] = "backward", ["number"] = _kept.Number }, [upstream],
            "gradient", new WantedArray("gradient", _replaced.Places.Length, _replaced.Site.Width))[0];
        float[] found = _model.Workers.Ask(_kept.Process, Ask, () =>
        {
            _ = Start();
            return _model.Workers.Ask(_kept.Process, Ask, () => Ask(_kept.Process));
        });
        Tensor back = _model.Device.From(found, _replaced.Places.Length, _replaced.Site.Width);
        return _model.Device.Zeros(_input.Batch * _input.Time, _replaced.Site.Width)
            .index_copy_(0, _model.Device.Indices(_replaced.Places), back)
            .reshape(_input.Batch, _input.Time, _replaced.Site.Width).MoveToOuterDisposeScope();
    }

    public override void Dispose()
    {
        _kept.Process.Forget(_kept.Number);
        Logits.Dispose();
    }
}
