using Rom.Testing.Options;

namespace RomHost.Configuration.Binding;

/// <summary>A parameter of a family of initial conditions with its values.</summary>
/// <param name="Key">The parameter.</param>
/// <param name="Values">Its values, at least one.</param>
/// <param name="IsGiven">Whether the configuration gave it; otherwise it has its default.</param>
/// <param name="IsList">Whether a list of alternatives was given.</param>
internal sealed record GridAxis(OptionsKey Key, IReadOnlyList<object?> Values, bool IsGiven, bool IsList);
