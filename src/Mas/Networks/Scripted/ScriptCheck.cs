using System.Buffers;

namespace Mas.Networks.Scripted;

/// <summary>Refuses a script that asks for more than to compute: files, other processes, the terminal, threads, the program's random
/// numbers. It is looked for in the text of the code, before libtorch sees any of it.</summary>
/// <remarks>No sandbox: libtorch is no program for files that were made to attack it.</remarks>
internal static class ScriptCheck
{
    private static readonly IReadOnlyDictionary<string, string> s_refused = new Dictionary<string, string>
    {
        ["save"] = "writes files",
        ["from_file"] = "reads and writes files",
        ["print"] = "writes to the terminal",
        ["_print"] = "writes to the terminal",
        ["rpc_sync"] = "calls other processes",
        ["rpc_async"] = "calls other processes",
        ["rpc_remote"] = "calls other processes",
        ["fork"] = "starts threads",
        ["awaitable"] = "starts threads",
        ["manual_seed"] = "sets the random numbers of the whole program",
    };

    private static readonly SearchValues<char> s_name =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly ScriptToken s_none = new(ScriptTokenKind.Other, " ", 0);

    /// <exception cref="InputException">It asks for more.</exception>
    public static void Require(ScriptArchive archive)
    {
        foreach ((string name, string text) in archive.Code)
        {
            List<ScriptToken> tokens = ScriptToken.Of(text);
            for (int at = 0; at < tokens.Count; at++)
            {
                if (tokens[at].Kind == ScriptTokenKind.Word && Refusal(tokens, at) is string why)
                    throw new InputException($"{name}, line {tokens[at].Line}: {why}; a network only computes. Leave it out of the module, "
                        + "or bring the model in as it lies in your own Python", archive.Path);
            }
        }
        // The same classes may be named by what is stored.
        if (archive.Objects.Any(one =>
            one.Pickle.AsSpan().IndexOf("torch.classes"u8) >= 0 || one.Pickle.AsSpan().IndexOf("torch\nclasses"u8) >= 0))
            throw new InputException("it stores objects of a library that is written in C++ (torch.classes); a network only computes. "
                + "Leave them out of the module, or bring the model in as it lies in your own Python", archive.Path);
        string? wrong = archive.Objects.Select(one => new ScriptObjects(one.Pickle, one.Numbers).Wrong())
            .FirstOrDefault(found => found is not null);
        if (wrong is not null)
            throw new InputException($"{wrong}; save it again with torch.jit.script(model).save(\"network.pt\")", archive.Path);
    }

    private static string? Refusal(List<ScriptToken> tokens, int at)
    {
        ScriptToken At(int place) => place >= 0 && place < tokens.Count ? tokens[place] : s_none;
        string word = tokens[at].Value;
        if (s_refused.TryGetValue(word, out string? what))
            return $"'{word}' {what}";
        return word switch
        {
            "warn" => IsPlainText(At(at + 2)) && At(at + 1).Is('(') && IsEnd(At(at + 3))
                ? null : "'warn' writes to the terminal what is not known beforehand",
            "getattr" => Attribute(tokens, at + 1),
            // Under another name they could not be followed.
            "torch" or "ops" or "__torch__" when !At(at + 1).Is('.') || At(at + 2).Kind != ScriptTokenKind.Word =>
                $"'{word}' stands by itself, so that what is called cannot be told",
            "ops" when !At(at - 1).Is('.') && At(at + 2).Value is not ("prim" or "aten") =>
                $"'ops.{At(at + 2).Value}' calls a library that is not part of a network",
            "classes" when At(at - 1).Is('.') && At(at - 2).IsWord("torch") => "'torch.classes' is a library that is written in C++",
            _ => null,
        };
    }

    // What is fetched by a name that is written out may be what is refused above.
    private static string? Attribute(List<ScriptToken> tokens, int at)
    {
        int text = tokens.FindIndex(at, token => token.Kind == ScriptTokenKind.Text);
        bool isPlain = text >= 0 && text + 1 < tokens.Count && IsEnd(tokens[text + 1])
            && tokens[text].Value.Length > 0 && !tokens[text].Value.AsSpan().ContainsAnyExcept(s_name);
        return !isPlain ? "'getattr' asks for what cannot be told"
            : s_refused.TryGetValue(tokens[text].Value, out string? what) ? $"'{tokens[text].Value}' {what}" : null;
    }

    private static bool IsEnd(ScriptToken token) => token.Is(',') || token.Is(')');

    private static bool IsPlainText(ScriptToken token) =>
        token.Kind == ScriptTokenKind.Text && !token.Value.AsSpan().ContainsAnyExceptInRange(' ', '~') && !token.Value.Contains('\\');
}
