using System.Text.Json.Nodes;

namespace Mas.Tests.Tasks.Tokenisers;

/// <summary>Files that are made to break who reads them, each with what is said of it; null where it is read.</summary>
internal static class HostileTokenisers
{
    private const string Damaged = "tokenizer.json is not valid JSON";

    private static readonly string s_golden = File.ReadAllText(Golden.Path("language-models", "qwen3-tiny", "tokenizer.json"));

    public static IEnumerable<(string Name, string Json, string? Said)> Files() =>
    [
        ("no content", " ", Damaged), ("null", "null", "tokenizer.json is null"), ("a list", "[]", "tokenizer.json is a list"),
        ("cut off", s_golden[..9000], Damaged), ("no model", "{}", "'model' is missing"),
        ("deep lists", new string('[', 100_000), Damaged), ("deep objects", Repeated("{\"a\":", 100_000), Damaged),
        ("deep parts", Normaliser(Nested(12)), "more than 32 parts"),
        ("many parts", Normaliser(Sequence(Enumerable.Repeat("""{"type":"NFC"}""", 100))), "more than 32 parts"),
        ("vocabulary as a list", Model("vocab", "[1, 2]"), "the value is a list, where an object is wanted"),
        ("ids as texts", Model("vocab", """{"a":"b"}"""), "is no whole number from 0"),
        ("an id of a thousand millions", Model("vocab", """{"a":1000000000}"""), "the id 1000000000 is no whole number from 0"),
        ("an id beyond all numbers", Model("vocab", """{"a":1e400}"""), "is no whole number from 0"),
        ("a negative id", Model("vocab", """{"a":-1}"""), "is no whole number from 0"),
        ("an id of two tokens", Model("vocab", """{"a":1,"b":1}"""), "the id 1 belongs to 'a' and to 'b'"),
        ("a token twice", Model("vocab", """{"a":1,"a":2}"""), "the token 'a' stands twice"),
        ("half a character", Model("vocab", """{"\ud800":1}"""), "half of a surrogate pair"),
        ("merges of what is not there", Model("merges", """[["QQQ","ZZZ"]]"""), "the tokeniser cannot be read"),
        ("merges that are none", Model("merges", """["abc"]"""), "the tokeniser cannot be read"),
        ("merges as numbers", Model("merges", "[3]"), "the tokeniser cannot be read"),
        ("marks of words", Model("continuing_subword_prefix", "\"éé\""), "marks parts of words"),
        ("another kind", Model("type", "\"Unigram\""), "of the kind 'Unigram'"),
        ("drawing at random", Model("dropout", "5.0"), null),
        ("a broken expression", Expression("((("), "cannot be used"),
        ("no expression", Expression(""), "cannot be used"),
        ("an expression without end", Expression("(x+x+)+y"), "cannot be used"),
        ("an expression of many ways", Expression("(?:(?:a|a)|a)*$"), "cannot be used"),
        ("an expression of many places", Expression("a*a*a*b"), "cannot be used"),
        ("an expression that names itself", Expression("(?<p>a\\g<p>?b)"), "cannot be used"),
        ("a class without end", Expression("[a"), "cannot be used"),
        ("a template of the unknown", Template("""[{"SpecialToken":{"id":"<s>"}},{"Sequence":{"id":"A"}}]"""), "the template names '<s>'"),
        ("a template without text", Template("[]"), "no place for the text"),
        ("cutting short", Root("truncation", """{"max_length":2,"strategy":"LongestFirst","stride":5,"direction":"Right"}"""), null),
        ("filling up", Root("padding",
            """{"strategy":{"Fixed":1000000000000},"direction":"Right","pad_id":0,"pad_type_id":0,"pad_token":"x"}"""),
            null),
        ("an empty token", Root("added_tokens", """[{"id":1,"content":"","special":true}]"""), "an added token is empty"),
        ("a token added far away", Root("added_tokens", """[{"id":4000000000,"content":"z"}]"""), "is no whole number from 0"),
        ("a table of nonsense", Normaliser("""{"type":"Precompiled","precompiled_charsmap":"AAAA"}"""), "the part Precompiled"),
        ("replacing nothing", Normaliser("""{"type":"Replace","pattern":{"String":""},"content":"xx"}"""), "the part Replace"),
        ("replacing by more", Normaliser("""{"type":"Replace","pattern":{"String":"l"},"content":"llllllllll"}"""), "the part Replace"),
        ("pieces of no length", Root("pre_tokenizer", """{"type":"FixedLength","length":0}"""), "the part FixedLength"),
        ("a decoder of nonsense", Root("decoder", """{"type":"Sequence","decoders":[{"type":"Fuse"},{"type":"Strip"}]}"""), "is not read"),
        ("an escape", Model("type", "\"\\u001b[2J\""), "\\u001b[2J"),
    ];

    /// <summary>A golden file in which some value, drawn from <paramref name="seed"/>, is missing or another.</summary>
    public static string Changed(int seed)
    {
        var random = new Random(seed);
        JsonObject root = JsonNode.Parse(s_golden)!.AsObject();
        JsonNode at = root;
        while (true)
        {
            if (at is JsonArray { Count: > 0 } list)
            {
                int i = random.Next(list.Count);
                if (random.Next(3) == 0 || list[i] is null or JsonValue)
                {
                    list[i] = Odd(random);
                    return root.ToJsonString();
                }
                at = list[i]!;
            }
            else if (at is JsonObject { Count: > 0 } map)
            {
                string key = map.ElementAt(random.Next(map.Count)).Key;
                if (random.Next(4) == 0 || map[key] is null or JsonValue)
                {
                    if (random.Next(4) == 0)
                        map.Remove(key);
                    else
                        map[key] = Odd(random);
                    return root.ToJsonString();
                }
                at = map[key]!;
            }
            else
                return root.ToJsonString();
        }
    }

    private static JsonNode? Odd(Random random) => random.Next(10) switch
    {
        0 => null,
        1 => "",
        2 => -1,
        3 => 1e300,
        4 => true,
        5 => new JsonArray(),
        6 => new JsonObject(),
        7 => new JsonArray("a", "b"),
        8 => "Ġ\u0000é",
        _ => int.MaxValue,
    };

    private static string Root(string name, string value)
    {
        JsonObject root = JsonNode.Parse(s_golden)!.AsObject();
        root[name] = "PLACE";
        return root.ToJsonString().Replace("\"PLACE\"", value, StringComparison.Ordinal);
    }

    private static string Model(string name, string value)
    {
        JsonObject root = JsonNode.Parse(s_golden)!.AsObject();
        root["model"]![name] = "PLACE";
        return root.ToJsonString().Replace("\"PLACE\"", value, StringComparison.Ordinal);
    }

    private static string Expression(string pattern)
    {
        JsonObject root = JsonNode.Parse(s_golden)!.AsObject();
        root["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = pattern;
        return root.ToJsonString();
    }

    private static string Template(string single) =>
        Root("post_processor", $$"""{"type":"TemplateProcessing","single":{{single}},"pair":[],"special_tokens":{} }""");

    private static string Normaliser(string part) => Root("normalizer", part);

    private static string Sequence(IEnumerable<string> parts) => $$"""{"type":"Sequence","normalizers":[{{string.Join(",", parts)}}] }""";

    private static string Nested(int levels) => levels == 0 ? """{"type":"NFC"}""" : Sequence([Nested(levels - 1)]);

    private static string Repeated(string text, int times) => string.Concat(Enumerable.Repeat(text, times));
}
