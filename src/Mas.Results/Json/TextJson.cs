using System.Text.Json;
using static Mas.Results.Json.ResultJson;

namespace Mas.Results.Json;

/// <summary>Directions between language models, and groups of them, as <c>--json</c> prints them.</summary>
internal static class TextJson
{
    public static void Write(Utf8JsonWriter json, TextDirection direction)
    {
        json.WriteStartObject();
        json.WriteString("source", direction.Source);
        json.WriteString("target", direction.Target);
        json.WriteString("site", direction.Site);
        json.WriteString("method", direction.Method);
        json.WriteNumber("size", direction.Size);
        json.WriteBoolean("trained", direction.Trained);
        ResultJson.Write(json, "first_token_iia", direction.FirstTokenIia);
        Ends(json, "interval", direction.Interval);
        ResultJson.Write(json, "token_iia", direction.TokenIia);
        ResultJson.Write(json, "token_iia_no_swap", direction.TokenNoSwap);
        Write(json, direction.Corrected, direction.Seed);
        ResultJson.Write(json, "no_swap", direction.Control(Metrics.NoSwap)?.FirstTokenIia);
        ResultJson.Write(json, "identity_map", direction.Control(Metrics.IdentityMap)?.FirstTokenIia);
        ResultJson.Write(json, "beyond_identity_map", direction.Control(Metrics.IdentityMap)?.Difference);
        List(json, "seeds", direction.Seeds, json.WriteNumberValue);
        json.WriteNumber("samples", direction.Pairs);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, TextGroups groups)
    {
        json.WriteStartObject();
        json.WriteString("site", groups.Site);
        json.WriteString("method", groups.Method);
        json.WriteNumber("size", groups.Size);
        ResultJson.Write(json, "within", groups.Test.Within?.Mean);
        ResultJson.Write(json, "between", groups.Test.Between?.Mean);
        ResultJson.Write(json, "p", groups.Test.P);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CorrectedText? corrected, int seed)
    {
        if (corrected is null)
        {
            json.WriteNull("chosen");
            return;
        }
        json.WriteStartObject("chosen");
        json.WriteNumber("seed", seed);
        ResultJson.Write(json, "corrected", corrected.Value);
        ResultJson.Write(json, "low", corrected.Low);
        ResultJson.Write(json, "high", corrected.High);
        json.WriteEndObject();
    }

    private static void Ends(Utf8JsonWriter json, string name, Interval? interval)
    {
        if (interval is null)
            json.WriteNull(name);
        else
            List(json, name, [interval.Low, interval.High], end => ResultJson.Write(json, end));
    }
}
