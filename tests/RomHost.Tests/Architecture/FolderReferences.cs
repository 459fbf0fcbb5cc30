using System.Reflection;
using System.Text.RegularExpressions;

namespace RomHost.Tests.Architecture;

/// <summary>Which folders of a namespace lean on which others, and by which types.</summary>
/// <param name="Root">
/// The namespace: its own types are in a folder of its last name, beside the folders below it.
/// </param>
internal sealed record FolderReferences(string Root)
{
    /// <summary>The arrows between folders, each with a type that leans and one that it leans on.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="sources">The folder of its sources, where constants are looked for.</param>
    public IReadOnlyList<(string From, string To, string Example)> In(Assembly assembly, string sources)
    {
        Type[] types = [.. assembly.GetTypes().Where(type => FolderOf(type.Namespace) is not null)];
        return
        [
            .. TypeReferences.Between(types)
                .Select(pair => (
                    FolderOf(pair.From.Namespace), FolderOf(pair.To.Namespace),
                    $"{pair.From.Name} uses {pair.To.Name}"))
                .Concat(UsesOfConstants(types, sources))
                .Where(arrow => arrow is ({ } from, { } to, _) && from != to)
                .Select(arrow => (arrow.Item1!, arrow.Item2!, arrow.Item3))
                .Order(),
        ];
    }

    /// <summary>The folder of a namespace, or null where it is not below the root.</summary>
    public string? FolderOf(string? name)
    {
        if (name == Root) return Root.Split('.')[^1];
        return name?.StartsWith(Root + '.', StringComparison.Ordinal) == true
            ? name[(Root.Length + 1)..].Split('.')[0]
            : null;
    }

    // They are in the compiled code by their values only.
    private IEnumerable<(string?, string?, string)> UsesOfConstants(IEnumerable<Type> types, string sources)
    {
        var owners = types.Where(type => !type.IsEnum && !type.IsNested)
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
                .Where(field => field is { IsLiteral: true, IsPrivate: false }).Select(field => (field.Name, type)))
            .ToLookup(constant => $"{constant.type.Name}.{constant.Name}", constant => constant.type);
        foreach (string file in Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories))
        {
            string text = Regex.Replace(File.ReadAllText(file), "//.*", "");
            if (FolderOf(
                Regex.Match(text, @"^namespace ([\w.]+);", RegexOptions.Multiline).Groups[1].Value) is not { } folder)
                continue;
            foreach (Match use in Regex.Matches(text, @"\b[A-Z]\w*\.[A-Z]\w*"))
            {
                foreach (Type owner in owners[use.Value])
                    yield return (folder, FolderOf(owner.Namespace), $"{Path.GetFileName(file)} uses {use.Value}");
            }
        }
    }
}
