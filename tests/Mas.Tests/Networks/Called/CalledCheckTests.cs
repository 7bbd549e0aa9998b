using Mas.Networks.Called;
using Mas.Results.Files;
using Mas.Tensors;
using Xunit;
using static TorchSharp.torch;

namespace Mas.Tests.Networks.Called;

/// <summary>A model that breaks a promise is refused, with the name of its part.</summary>
public sealed class CalledCheckTests
{
    private static void Check(Func<CalledPart, Tensor, Tensor> change)
    {
        NativeTorch.Load();
        using var scope = NewDisposeScope();
        using var made = new RandomRecurrent("gru", "linear", seed: 72);
        var model = new CalledTwin(made.Network, isOpaque: false) { Change = change };
        using var called = new CalledNetwork(model, new(model.Order, model.Order));
        called.Check(made.Pool);
    }

    private static void Refused(CalledPart part, Func<Tensor, Tensor> change, string sentence)
    {
        InputException error = Assert.Throws<InputException>(() => Check((asked, answer) => asked == part ? change(answer) : answer));
        InputError only = Assert.Single(error.Errors);
        Assert.Equal("twin.pt", only.File);
        Assert.StartsWith(sentence, only.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_keeps_its_promises_is_taken() => Check((_, answer) => answer);

    [Fact]
    public void Other_logits_for_the_same_input_are_refused()
    {
        double times = 0;
        Refused(CalledPart.Logits, answer => answer + tensor(1e-9 * times++, ScalarType.Float64),
            "Logits gives other logits for the same input twice; put the network into evaluation mode");
    }

    [Fact]
    public void Logits_that_depend_on_later_tokens_are_refused() => Refused(
        CalledPart.Logits, answer => answer - answer.mean([1], keepdim: true),
        "Logits gives other logits for the beginning of a sequence than for the same positions of the whole one");

    [Fact]
    public void Answers_that_are_no_numbers_are_refused()
    {
        Refused(CalledPart.Logits, answer => answer * double.NaN, "Logits gives logits that are no numbers");
        Refused(CalledPart.Record, answer => answer * double.PositiveInfinity, "Record_embedding gives latents that are no numbers");
        Refused(CalledPart.Follow, answer => answer * double.NaN, "Follow_state gives latents that are no numbers");
    }

    [Fact]
    public void Answers_of_another_shape_or_type_are_refused()
    {
        Refused(CalledPart.Record, answer => answer.narrow(2, 0, 3),
            "Record_embedding gives Float64 [6, 9, 3] for an input of [6, 9]; wanted are floating-point numbers, [6, 9, 4]");
        Refused(CalledPart.Logits, answer => answer.to_type(ScalarType.Int64), "Logits gives Int64 [6, 9, 7] for an input of [6, 9]");
        Refused(CalledPart.Resume, answer => answer.select(1, 0), "Resume_embedding gives Float64 [6, 7] for an input of [6, 9]");
    }

    [Fact]
    public void A_replacement_that_does_not_go_on_as_the_network_does_is_refused() => Refused(CalledPart.Resume, answer => answer * 1.5,
        "Resume_embedding gives other logits with the network's own latents than Logits does (they differ by 0.5 of the largest)");

    [Fact]
    public void Logits_without_a_gradient_are_refused() => Refused(CalledPart.Resume, answer => answer.detach(),
        "Resume_embedding gives logits without a gradient with respect to the latents");

    [Fact]
    public void A_replacement_that_is_not_used_is_refused()
    {
        Tensor? first = null;
        Refused(CalledPart.Resume, answer => answer * 0 + (first ??= answer.detach().alias().DetachFromDisposeScope()),
            "Resume_embedding gives the same logits at a position whatever the latent there is");
        first!.Dispose();
    }
}
