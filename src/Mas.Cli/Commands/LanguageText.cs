using System.Text.Json;
using Mas.Results.Json;
using Mas.Runs;
using Mas.Tasks.Tokenisers;

namespace Mas.Cli.Commands;

/// <summary>What <c>mas inspect</c> says of a language model.</summary>
internal static class LanguageText
{
    /// <summary>As in the text task: <c>none</c> or <c>parse</c>.</summary>
    public static SpecialTokens Special(string word) => Words.All<SpecialTokens>().Except([SpecialTokens.Add.Word()]).Contains(word)
        ? Words.Value<SpecialTokens>(word) : throw new InputException($"'{word}' is not none or parse", key: "--special-tokens");

    public static string Of(LanguageInspection model, bool json) => json ? Json(model) : Text(model);

    private static string Text(LanguageInspection model)
    {
        string[] lines =
        [
            $"architecture  {model.Architecture}",
            Invariant($"parameters    {model.Parameters:N0}"),
            Invariant($"sites         {model.Sites[0].Name} to {model.Sites[^1].Name}, width {model.Sites[0].Width}, ")
                + "can be read and intervened on",
            .. model.Tokens.Count == 0 ? (string[])[]
                : [$"tokens        {string.Join(' ', model.Tokens.Select(token => Invariant($"{token.Id}:{Shown(token.Text)}")))}"],
            .. model.Next.Select((one, i) =>
                $"{(i == 0 ? "next" : "").PadRight(13)} {Shown(one.Text)}  " + Invariant($"(id {one.Id}, logit {one.Logit:f2})")),
        ];
        return string.Join(Environment.NewLine, lines.Select(line => Printable.Of(line)));
    }

    // Spaces and ends of lines can be seen.
    private static string Shown(string text) => text.Replace(' ', '·').Replace("\n", "↵", StringComparison.Ordinal);

    private static string Json(LanguageInspection model) => ResultJson.Object(json =>
    {
        json.WriteString("kind", "language-model");
        json.WriteString("architecture", model.Architecture);
        json.WriteNumber("parameters", model.Parameters);
        List(json, "sites", model.Sites, site =>
        {
            json.WriteString("name", site.Name);
            json.WriteNumber("width", site.Width);
            json.WriteBoolean("read_only", false);
        });
        List(json, "warnings", Array.Empty<string>(), _ => { });
        if (model.Tokens.Count == 0)
            return;
        List(json, "tokens", model.Tokens, token => Token(json, token.Id, token.Text));
        List(json, "next", model.Next, one =>
        {
            Token(json, one.Id, one.Text);
            json.WriteNumber("logit", one.Logit);
        });
    });

    private static void Token(Utf8JsonWriter json, int id, string text)
    {
        json.WriteNumber("id", id);
        json.WriteString("text", text);
    }

    private static void List<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
