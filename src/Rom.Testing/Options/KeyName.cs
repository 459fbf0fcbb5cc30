using System.Text.Json;

namespace Rom.Testing.Options;

/// <summary>
/// The name in a configuration of a property or an enum value: <c>RidgeAlpha</c> is <c>ridge_alpha</c>.
/// </summary>
internal static class KeyName
{
    /// <summary>The name in a configuration.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The names of an enum's values, in their order.</summary>
    public static IReadOnlyList<string> OfValues(Type type) => [.. Enum.GetNames(type).Select(Of)];
}
