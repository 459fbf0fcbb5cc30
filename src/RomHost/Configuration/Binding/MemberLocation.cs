using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration.Binding;

/// <summary>Finds the position of a member that a rule of a record names.</summary>
internal static class MemberLocation
{
    /// <summary>
    /// Returns the position of a member's key, or of the mapping that lacks it, and the member's path.
    /// </summary>
    /// <param name="node">The mapping that the record was bound from.</param>
    /// <param name="memberPath">Property names, such as <c>Forces.Ca</c> or <c>Models[1].Name</c>.</param>
    public static (SourceLocation Location, ConfigPath Path) Of(MappingNode node, string memberPath)
    {
        (SourceLocation location, ConfigPath path, ConfigNode? current) = (node.Location, node.Path, node);
        foreach (string segment in memberPath.Split('.', '[', ']').Where(segment => segment.Length > 0))
        {
            if (int.TryParse(segment, out int index))
            {
                current = current is SequenceNode list && index < list.Items.Count ? list.Items[index] : null;
                if (current is not null) location = current.Location;
                path = current?.Path ?? path.Item(index);
                continue;
            }
            string key = KeyName.Of(segment);
            MappingEntry? entry = (current as MappingNode)?.Find(key);
            if (entry is not null) location = entry.KeyLocation;
            path = entry?.Value.Path ?? path.Key(key);
            current = entry?.Value;
        }
        return (location, path);
    }
}
