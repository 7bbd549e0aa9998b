using Mas.Networks;
using Mas.Networks.Called;
using Mas.Results.Files;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A model with known answers that reads two numbers at each position: its state is the sum of their differences, turned by an
/// angle.</summary>
internal sealed class CalledIntegrator(double angle) : CalledModel
{
    private readonly Tensor _axis = tensor(new[] { (float)Math.Cos(angle), (float)Math.Sin(angle) });

    public override string Architecture => "integrator";

    public override Device Device => Device.Cpu;

    public override long ParameterCount => 2;

    public override IReadOnlyList<Site> Sites { get; } = [new("state", 2) { IsHandedOn = true, IsInner = true }];

    public override int Words => 3;

    public override int Features => 2;

    public override string NameOf(CalledPart part, Site? site = null) => $"{part}";

    public override InputException Error(string message) => new(message, "integrator.pt");

    private protected override IReadOnlyList<Tensor> CallRecord(CalledInput input, IReadOnlyList<Site> sites) => [States(input, null)];

    private protected override Tensor CallLogits(CalledInput input) => Logits(States(input, null));

    private protected override Tensor CallResume(CalledInput input, CalledSwap swap) => Logits(States(input, swap));

    private protected override Tensor CallFollow(CalledInput input, CalledSwap swap) => States(input, swap);

    private Tensor States(CalledInput input, CalledSwap? swap)
    {
        Tensor steps = (input.Values.select(2, 0) - input.Values.select(2, 1)).unsqueeze(2) * _axis; // [batch, time, 2]
        Tensor state = zeros(input.Batch, 2);
        List<Tensor> states = [];
        for (int t = 0; t < input.Time; t++)
        {
            state = state + steps.select(1, t);
            if (swap is not null)
                state = where(swap.Replaced.select(1, t).unsqueeze(1), swap.Latents.select(1, t), state);
            states.Add(state);
        }
        return stack(states, 1);
    }

    // right, even, left
    private Tensor Logits(Tensor states)
    {
        Tensor lead = (states * _axis).sum([2]);
        return stack([lead * -4, ones_like(lead), lead * 4], 2);
    }

    public override void Dispose() => _axis.Dispose();
}
