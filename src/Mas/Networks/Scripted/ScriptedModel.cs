using System.Runtime.InteropServices;
using Mas.Networks.Called;
using TorchSharp.Modules;

namespace Mas.Networks.Scripted;

/// <summary>A TorchScript module that has the methods of a network (docs/torchscript.md).</summary>
internal sealed class ScriptedModel : CalledModel
{
    private readonly jit.ScriptModule _module;
    private readonly ScriptedConfig _config;
    private readonly string _path;
    private long _parameters;

    /// <exception cref="InputException">libtorch cannot load it, or it lacks methods.</exception>
    public ScriptedModel(ScriptArchive archive, ScriptedConfig config, Device device)
    {
        (_config, _path, Device) = (config, archive.Path, device.In(ScalarType.Float32));
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        try
        {
            _module = jit.load(archive.Write(), device.Type, device.Index);
        }
        catch (ExternalException error)
        {
            throw Error($"libtorch cannot load this TorchScript file: {ScriptMessage.Of(error)}");
        }
        try
        {
            _module.eval();
            Freeze();
            RequireMethods();
        }
        catch
        {
            _module.Dispose();
            throw;
        }
    }

    public override string Architecture => ScriptedConfig.ArchitectureName;

    public override Device Device { get; }

    public override long ParameterCount => _parameters;

    public override IReadOnlyList<Site> Sites => _config.Sites;

    public override int Words => _config.Predicted.Count;

    public override int Features => _config.Features;

    public override string NameOf(CalledPart part, Site? site = null) => ScriptedConfig.Method(part, site);

    public override InputException Error(string message) => new(message, _path);

    private void Freeze()
    {
        foreach ((string name, Parameter parameter) in _module.named_parameters())
        {
            RequireSingle(name, parameter);
            parameter.requires_grad_(false);
            _parameters += parameter.numel();
        }
        foreach ((string name, Tensor buffer) in _module.named_buffers())
            RequireSingle(name, buffer);
    }

    private void RequireSingle(string name, Tensor weight)
    {
        if (weight.is_floating_point() && weight.dtype != ScalarType.Float32)
            throw Error($"'{name}' is {weight.dtype}, and networks are computed in Float32; save it after model.float()");
    }

    // A method that is there wants its input, and says so.
    private void RequireMethods()
    {
        string[] missing = [.. _config.Methods.Where(IsMissing)];
        if (missing.Length > 0)
            throw Error($"the network has no method{(missing.Length > 1 ? "s" : "")} {Listing.Of(missing)}; 'sites' of config.json asks "
                + "for them, and torch.jit.export keeps a method in the file");
    }

    private bool IsMissing(string method)
    {
        try
        {
            Release(_module.invoke(method, []));
            return false;
        }
        catch (ExternalException error)
        {
            return ScriptMessage.Of(error) == $"Method '{method}' is not defined";
        }
    }

    private protected override IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites) =>
        [.. sites.Select(site => Call(ScriptedConfig.Method(CalledPart.Record, site), input.Values))];

    private protected override Tensor CallLogits(CalledInput input) => Call(ScriptedConfig.Method(CalledPart.Logits, null), input.Values);

    private protected override Tensor CallResume(CalledInput input, CalledSwap swap) => Call(CalledPart.Resume, input, swap);

    private protected override Tensor CallFollow(CalledInput input, CalledSwap swap) => Call(CalledPart.Follow, input, swap);

    private Tensor Call(CalledPart part, CalledInput input, CalledSwap swap) =>
        Call(ScriptedConfig.Method(part, swap.Site), input.Values, swap.Latents, swap.Replaced);

    private Tensor Call(string method, params object[] arguments)
    {
        try
        {
            object answer = _module.invoke(method, arguments);
            if (answer is Tensor tensor)
                return tensor;
            Release(answer);
            throw Error($"{method} gives no tensor; one tensor of floating-point numbers is wanted");
        }
        catch (ExternalException error)
        {
            throw Error($"{method} cannot be called: {ScriptMessage.Of(error)}");
        }
    }

    private static void Release(object? answer)
    {
        if (answer is IEnumerable<Tensor> several)
            several.DisposeAll();
        (answer as IDisposable)?.Dispose();
    }

    public override void Dispose() => _module.Dispose();
}
