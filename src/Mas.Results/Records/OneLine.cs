using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Mas.Results.Records;

/// <summary>A long list of numbers on one line of a file that is indented otherwise.</summary>
internal abstract class OneLine<T> : JsonConverter<IReadOnlyList<T>>
    where T : struct, INumber<T>
{
    public override IReadOnlyList<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new JsonException("a list of numbers was expected");
        var numbers = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            numbers.Add(Number(ref reader));
        return numbers;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<T> value, JsonSerializerOptions options) =>
        writer.WriteRawValue($"[{string.Join(", ", value.Select(number => number.ToString(null, CultureInfo.InvariantCulture)))}]");

    /// <exception cref="JsonException">It is no such number.</exception>
    protected abstract T Number(ref Utf8JsonReader reader);
}

/// <summary>Whole numbers.</summary>
internal sealed class OneLineWholes : OneLine<int>
{
    protected override int Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out int number) ? number
            : throw new JsonException("a whole number was expected");
}

/// <summary>Finite numbers.</summary>
internal sealed class OneLineNumbers : OneLine<double>
{
    protected override double Number(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out double number) && double.IsFinite(number) ? number
            : throw new JsonException("a finite number was expected");
}
