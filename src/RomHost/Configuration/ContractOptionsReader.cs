using Rom.Abstractions;
using Rom.Testing.Options;
using RomHost.Configuration.Yaml;

namespace RomHost.Configuration;

/// <summary>Creates options for the contract checks of a plugin, with the binder that reads configurations.</summary>
/// <param name="offers">The loaded registrations.</param>
internal sealed class ContractOptionsReader(IReadOnlyList<PluginRegistration> offers) : IOptionsReader
{
    private static readonly SourceLocation Nowhere = new("contract", 0, 0);

    /// <inheritdoc/>
    public object Read(Type type, IReadOnlyDictionary<string, string> values)
    {
        var errors = new ConfigurationErrors();
        var nothing = new MappingNode(Nowhere, ConfigPath.Root, []);
        var binder = ExperimentBinder.BinderFor(offers, nothing, Environment.CurrentDirectory, errors);
        object options = binder.Bind(
            type, Mapping(type, ConfigPath.Root, values.Select(value => (value.Key.Split('.'), value.Value))));
        return errors.Count == 0 ? options : throw new OptionsRefusedException(string.Join("; ", errors.InOrder()));
    }

    private static MappingNode Mapping(Type type, ConfigPath path, IEnumerable<(string[] Key, string Text)> values) =>
        new(
            Nowhere,
            path,
            [.. values.GroupBy(value => value.Key[0])
                .Select(group => new MappingEntry(group.Key, Nowhere, Value(type, path, group)))]);

    private static ConfigNode Value(Type type, ConfigPath path, IGrouping<string, (string[] Key, string Text)> group)
    {
        ConfigPath here = path.Key(group.Key);
        Type? member = OptionsShape.Of(type).Keys.FirstOrDefault(key => key.Name == group.Key)?.Type;
        if (group.First() is { Key.Length: 1 } single)
            return new ScalarNode(Nowhere, here, single.Text, isQuoted: member == typeof(string));
        return Mapping(member ?? typeof(object), here, group.Select(value => (value.Key[1..], value.Text)));
    }
}
