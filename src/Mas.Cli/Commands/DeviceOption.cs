using Mas.Tensors;

namespace Mas.Cli.Commands;

/// <summary>The option <c>--device</c>.</summary>
internal static class DeviceOption
{
    /// <summary>One for each command that has it.</summary>
    public static Option<string> Option() =>
        new("--device")
        {
            Description = "cpu, or cuda:0 and so on for a graphics card (default cpu)",
            DefaultValueFactory = _ => Device.Cpu.Name,
            HelpName = "DEVICE",
        };

    /// <summary>The device of that name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static Device Of(string word) => Device.Find(word)
        ?? throw new InputException($"--device {word} is unknown; use cpu, or cuda:0 for a graphics card");
}
