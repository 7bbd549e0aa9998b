namespace Mas.Results.Verification;

/// <summary>In what a machine differs from the one that a run was made on, as far as it decides the last bits: processor, system, device
/// and versions. Cores, threads and memory change no result.</summary>
internal static class MachineDifferences
{
    /// <summary>One phrase for each thing; empty where every bit must be the same.</summary>
    public static IReadOnlyList<string> Of(RunRecord run, HardwareRecord hardware, IReadOnlyDictionary<string, string> versions)
    {
        (string What, string? There, string? Here)[] things =
        [
            ("processor", run.Hardware?.Cpu, hardware.Cpu),
            ("system", run.Hardware?.System, hardware.System),
            ("device", run.Hardware?.Device, hardware.Device),
            .. from name in run.Versions.Keys.Union(versions.Keys)
               select (name, run.Versions.GetValueOrDefault(name), versions.GetValueOrDefault(name)),
        ];
        return [.. things.Where(thing => thing.There != thing.Here)
            .Select(thing => $"{thing.What} {thing.Here ?? "unknown"} instead of {thing.There ?? "unknown"}")];
    }
}
