using System.Text.RegularExpressions;

namespace Mas.Oracles.Sources;

/// <summary>The order of a project's folders: what is in a folder uses only folders above it. A folder that is not on the list counts as
/// the nearest one around it that is. What a file uses is read from its <c>using</c> lines, from qualified names, and from names of types
/// that need neither: those in namespaces around its own and in namespaces that the project uses everywhere.</summary>
internal sealed partial class FolderOrder
{
    private readonly string _root;
    private readonly IReadOnlyList<string> _order;
    private readonly IReadOnlyList<SourceFile> _files;
    private readonly string[] _everywhere;
    private readonly Dictionary<string, string> _folders = []; // of the types, by their full names

    /// <param name="root">Namespace of the project.</param>
    /// <param name="order">Folders, the lowest first, subfolders as <c>A/B</c>.</param>
    /// <param name="files">All files of the project.</param>
    /// <param name="everywhere">Folders whose namespaces the project file makes known to every file.</param>
    public FolderOrder(string root, IReadOnlyList<string> order, IReadOnlyList<SourceFile> files, params string[] everywhere)
    {
        (_root, _order, _files, _everywhere) = (root, order, files, everywhere);
        foreach (SourceFile file in files)
            foreach (string type in file.Types)
                _folders[$"{file.Namespace}.{type}"] = Listed(file.Folder);
    }

    [GeneratedRegex(@"^using\s+(?:static\s+|\w+\s*=\s*)?([\w.]+)")]
    private static partial Regex UsingLine { get; }

    [GeneratedRegex(@"(?<![\w.])[A-Z]\w*(?:\.[A-Z]\w*)*|(?<=\.\.\s?)[A-Z]\w*(?:\.[A-Z]\w*)*")]
    private static partial Regex Name { get; }

    /// <summary>Every use of a folder further down, as <c>path:line uses Folder</c>.</summary>
    public IEnumerable<string> Wrong() =>
        from file in _files
        from used in Used(file)
        where _order.ToList().IndexOf(used.Folder) > _order.ToList().IndexOf(Listed(file.Folder))
        select $"{file.Path}:{used.Line} uses {used.Folder}";

    /// <summary>Every file that is in no folder of the order, or whose namespace is not its folder.</summary>
    public IEnumerable<string> Misplaced() => _files
        .Where(file => Listed(file.Folder).Length == 0 || file.Namespace != $"{_root}.{file.Folder.Replace('/', '.')}")
        .Select(file => $"{file.Path} has the namespace {file.Namespace}");

    /// <summary>One line for each folder: which others it uses.</summary>
    public string Graph()
    {
        ILookup<string, string> uses = _files.SelectMany(file => Used(file).Select(used => (From: Listed(file.Folder), used.Folder)))
            .Where(edge => edge.From != edge.Folder).Distinct().ToLookup(edge => edge.From, edge => edge.Folder);
        int width = _order.Max(folder => folder.Length);
        return string.Join('\n', _order.Select(folder =>
            $"{folder.PadRight(width)} → {string.Join(", ", _order.Where(uses[folder].Contains))}".TrimEnd()));
    }

    private IEnumerable<(int Line, string Folder)> Used(SourceFile file)
    {
        foreach ((int number, string code) in file.Code)
        {
            if (UsingLine.Match(code) is { Success: true } import)
            {
                if (OfNamespace(import.Groups[1].Value) is { Length: > 0 } folder)
                    yield return (number, folder);
            }
            else
            {
                foreach (Match name in Name.Matches(code))
                    if (OfName(name.Value, file.Namespace ?? _root) is { } folder)
                        yield return (number, folder);
            }
        }
    }

    private string OfNamespace(string name) =>
        name.StartsWith($"{_root}.", StringComparison.Ordinal) ? Listed(name[(_root.Length + 1)..].Replace('.', '/')) : "";

    // As the compiler looks a name up: in the namespace itself, then in each around it.
    private string? OfName(string name, string place)
    {
        for (string around = $"{place}."; ; around = around[..(around.TrimEnd('.').LastIndexOf('.') + 1)])
        {
            for (string part = name; part.Length > 0; part = part[..Math.Max(0, part.LastIndexOf('.'))])
                if (_folders.TryGetValue(around + part, out string? folder))
                    return folder;
            if (around.Length == 0)
                return _everywhere.Select(folder => _folders.GetValueOrDefault($"{_root}.{folder}.{name.Split('.')[0]}"))
                    .FirstOrDefault(folder => folder is not null);
        }
    }

    // The longest part of the path that is on the list; empty where none is.
    private string Listed(string folder)
    {
        while (folder.Length > 0 && !_order.Contains(folder))
            folder = folder.Contains('/') ? folder[..folder.LastIndexOf('/')] : "";
        return folder;
    }
}
