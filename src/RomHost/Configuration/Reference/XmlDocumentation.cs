using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Rom.Testing.Options;

namespace RomHost.Configuration.Reference;

/// <summary>
/// Reads the summaries of types and members from the XML documentation file beside their assembly. Without a readable
/// file there is no text; nothing in it is ever fetched or expanded.
/// </summary>
internal sealed partial class XmlDocumentation
{
    private const long LongestFile = 16 << 20;

    private static readonly XmlReaderSettings Safe = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = LongestFile,
    };

    private readonly ConcurrentDictionary<Assembly, IReadOnlyDictionary<string, XElement>> byAssembly = new();

    /// <summary>
    /// Returns the summary of a type, as one paragraph with code in backticks; empty where there is none.
    /// </summary>
    public string Of(Type type) => Summary(type.Assembly, "T:" + Name(type));

    /// <summary>
    /// Returns the summary of a property, as one paragraph with code in backticks; empty where there is none.
    /// </summary>
    public string Of(PropertyInfo property) =>
        Summary(property.DeclaringType!.Assembly, $"P:{Name(property.DeclaringType!)}.{property.Name}");

    /// <summary>Returns the summary of an enum's value, as one paragraph; empty where there is none.</summary>
    public string OfValue(Type type, string name) => Summary(type.Assembly, $"F:{Name(type)}.{name}");

    private static string Name(Type type) => type.FullName?.Replace('+', '.') ?? type.Name;

    private string Summary(Assembly assembly, string member) =>
        byAssembly.GetOrAdd(assembly, Load).TryGetValue(member, out XElement? element)
        && element.Element("summary") is { } summary
            ? Space().Replace(Text(summary), " ").Trim()
            : "";

    private static Dictionary<string, XElement> Load(Assembly assembly)
    {
        var members = new Dictionary<string, XElement>();
        string path = assembly.IsDynamic || assembly.Location.Length == 0
            ? ""
            : Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(path)) return members;
        try
        {
            using XmlReader reader = XmlReader.Create(path, Safe);
            foreach (XElement member in XDocument.Load(reader).Descendants("member"))
            {
                if (member.Attribute("name")?.Value is { } name) members[name] = member;
            }
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            members.Clear();
        }
        return members;
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (XNode node in element.Nodes())
        {
            if (node is XText plain) text.Append(plain.Value);
            else if (node is XElement { Name.LocalName: "c" or "code" } code) text.Append($"`{code.Value}`");
            else if (node is XElement inner) text.Append(Reference(inner) ?? Text(inner));
        }
        return text.ToString();
    }

    /// <summary>Writes a reference to a property or an enum's value as its name in a configuration.</summary>
    private static string? Reference(XElement element)
    {
        if (element.Attribute("langword")?.Value is { } word) return $"`{word}`";
        if (element.Attribute("name")?.Value is { } name) return $"`{name}`";
        if (element.Attribute("cref")?.Value is not { } target) return null;
        string last = target.Split('(')[0].Split('.')[^1].Split('`')[0];
        return target.StartsWith("P:", StringComparison.Ordinal) || target.StartsWith("F:", StringComparison.Ordinal)
            ? $"`{KeyName.Of(last)}`"
            : $"`{last}`";
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
