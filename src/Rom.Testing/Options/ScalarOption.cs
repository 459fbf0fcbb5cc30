namespace Rom.Testing.Options;

/// <summary>A single value in an options record or in a record within it.</summary>
internal sealed class ScalarOption
{
    private const int Deepest = 4;

    private readonly OptionsKey[] path;

    private ScalarOption(OptionsKey[] path)
    {
        this.path = path;
        Name = string.Join('.', path.Select(key => key.Name));
    }

    /// <summary>Its path in a configuration: <c>domain.lx</c>, say.</summary>
    public string Name { get; }

    /// <summary>The key that holds it.</summary>
    public OptionsKey Key => path[^1];

    /// <summary>Whether it is a number.</summary>
    public bool IsNumber => !Key.Type.IsEnum && Key.Type != typeof(bool) && Key.Type != typeof(string);

    /// <summary>Returns the single values of a record.</summary>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<ScalarOption> Of(Type record) => [.. Of(record, [])];

    /// <summary>The options of a record, not of a record within it, that an attribute marks.</summary>
    /// <typeparam name="T">The attribute.</typeparam>
    /// <param name="record">The record.</param>
    public static IReadOnlyList<ScalarOption> Marked<T>(Type record) where T : Attribute =>
        [.. Of(record).Where(option => option.path.Length == 1 && option.Key.Attribute<T>() is not null)];

    /// <summary>The value in some options, or null.</summary>
    /// <param name="options">The record.</param>
    public object? In(object options) =>
        path.Aggregate((object?)options, (record, key) => record is null ? null : key.Property.GetValue(record));

    /// <summary>Sets the value in options.</summary>
    /// <param name="options">The record.</param>
    /// <param name="text">The value, as a configuration writes it.</param>
    /// <exception cref="OptionsRefusedException">The text is not a valid value.</exception>
    public void Set(object options, string text)
    {
        foreach (OptionsKey key in path[..^1])
        {
            object inner = key.Property.GetValue(options) ?? OptionsShape.NewDefault(key.Type);
            key.Property.SetValue(options, inner);
            options = inner;
        }
        Key.Property.SetValue(options, ScalarValue.Parse(text, Key.Type)
            ?? throw new OptionsRefusedException($"{Name}: expected {OptionsType.Noun(Key.Type)}, found '{text}'"));
    }

    private static IEnumerable<ScalarOption> Of(Type record, OptionsKey[] above)
    {
        foreach (OptionsKey key in OptionsShape.Of(record).Keys)
        {
            OptionsKey[] path = [.. above, key];
            if (OptionsType.IsScalar(key.Type)) yield return new ScalarOption(path);
            else if (OptionsType.IsRecord(key.Type) && path.Length < Deepest)
            {
                foreach (ScalarOption inner in Of(key.Type, path)) yield return inner;
            }
        }
    }
}
