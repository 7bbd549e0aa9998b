using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mas.Results.Verdicts;

namespace Mas.Results.Json;

/// <summary>The one object that <c>--json</c> prints, on one line.</summary>
internal static class ResultJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(RunRecord run) => Object(json =>
    {
        json.WriteString("run", run.Run);
        json.WriteString("status", run.Status);
        json.WriteString("verdict", run.Verdict?.Word ?? Verdict.None);
        json.WriteString("scope", run.Verdict?.FullScope ?? "");
        Write(json, "seconds", run.Seconds);
        json.WriteNumber("peak_memory_bytes", run.PeakMemoryBytes);
        if (run.Text is { } text)
        {
            List(json, "directions", text.Directions, direction => TextJson.Write(json, direction));
            List(json, "groups", text.Groups, groups => TextJson.Write(json, groups));
        }
        else
            List(json, "directions", run.Directions, direction => Write(json, direction));
        List(json, "algorithms", run.Evidence?.Algorithms ?? [], algorithm => Write(json, algorithm));
        if (run.IsOfMatrices || run.Text is { Directions.Count: 0 })
            List(json, "similarity", run.Evidence?.Similarity ?? [], value => Write(json, value));
    });

    /// <summary>Compared matrices of dissimilarities.</summary>
    public static string Of(string run, IReadOnlyList<SimilarityValue> pairs) => Object(json =>
    {
        json.WriteString("run", run);
        List(json, "pairs", pairs, pair => Write(json, pair));
    });

    /// <summary><c>{"error": {message, file, line, column, key}}</c>, null where unknown.</summary>
    public static string Error(InputError error) => Object(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("message", error.Message);
        json.WriteString("file", error.File);
        Write(json, "line", error.Line);
        Write(json, "column", error.Column);
        json.WriteString("key", error.Key);
        json.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter json, DirectionResult direction)
    {
        json.WriteStartObject();
        json.WriteString("source", direction.Source);
        json.WriteString("target", direction.Target);
        json.WriteString("variable", direction.Variable);
        json.WriteString("method", direction.Method);
        json.WriteNumber("size", direction.Size);
        json.WriteBoolean("trained", direction.Trained);
        Write(json, "trial_iia", direction.TrialIia);
        Write(json, "token_iia", direction.TokenIia);
        List(json, "interval", [direction.Interval.Low, direction.Interval.High], end => Write(json, end));
        Write(json, direction.Chosen);
        Write(json, "reached", direction.Reached);
        Write(json, "no_swap", direction.NoSwap);
        List(json, "seeds", direction.Seeds, json.WriteNumberValue);
        json.WriteNumber("samples", direction.Samples);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ChosenResult? chosen)
    {
        if (chosen is null)
        {
            json.WriteNull("chosen");
            return;
        }
        json.WriteStartObject("chosen");
        json.WriteNumber("seed", chosen.Seed);
        Write(json, "trial_iia", chosen.TrialIia);
        Write(json, "corrected", chosen.Corrected);
        Write(json, "low", chosen.Low);
        Write(json, "high", chosen.High);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, AlgorithmResult algorithm)
    {
        json.WriteStartObject();
        json.WriteString("network", algorithm.Network);
        json.WriteString("site", algorithm.Site);
        json.WriteString("model", algorithm.Model);
        json.WriteString("word", algorithm.Word);
        json.WriteEndObject();
    }

    /// <summary>A value of a measure, with the people that it is about.</summary>
    internal static void Write(Utf8JsonWriter json, SimilarityValue value)
    {
        json.WriteStartObject();
        json.WriteString("measure", value.Measure);
        json.WriteString("source", value.Source);
        if (value.SourceSite.Length > 0)
            json.WriteString("source_site", value.SourceSite);
        json.WriteString("target", value.Target);
        if (value.TargetSite.Length > 0)
            json.WriteString("target_site", value.TargetSite);
        Write(json, "value", value.Value);
        json.WriteString("reason", value.Reason);
        json.WriteNumber("samples", value.Samples);
        List(json, "people", value.People ?? [], people => Write(json, people));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PeopleSimilarity people)
    {
        json.WriteStartObject();
        json.WriteString("network", people.Network);
        json.WriteNumber("people", people.People);
        Write(json, "mean", people.Mean);
        Write(json, "lower", people.Lower);
        Write(json, "upper", people.Upper);
        json.WriteEndObject();
    }

    // JSON has no NaN: a number that could not be computed is null.
    internal static void Write(Utf8JsonWriter json, string name, double? value)
    {
        json.WritePropertyName(name);
        Write(json, value);
    }

    internal static void Write(Utf8JsonWriter json, double? value)
    {
        if (value is double number && double.IsFinite(number))
            json.WriteNumberValue(number);
        else
            json.WriteNullValue();
    }

    internal static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
            write(item);
        json.WriteEndArray();
    }

    internal static string Object(Action<Utf8JsonWriter> content)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            content(json);
            json.WriteEndObject();
        }
        // In JSON the same signs stand for the same characters, and nothing but texts has any.
        return Printable.Of(Encoding.UTF8.GetString(stream.ToArray()));
    }
}
