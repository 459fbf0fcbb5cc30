using System.Text.Json;

namespace Rom.Testing.Options;

/// <summary>
/// Converts names of properties and enum values to those of a configuration: <c>RidgeAlpha</c> is <c>ridge_alpha</c>.
/// </summary>
internal static class KeyName
{
    /// <summary>Returns the name in a configuration.</summary>
    public static string Of(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>Returns the names of an enum's values, in order.</summary>
    public static IReadOnlyList<string> OfValues(Type type) => [.. Enum.GetNames(type).Select(Of)];
}
