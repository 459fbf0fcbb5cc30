using System.Text.RegularExpressions;

namespace Rom.Forecasting.Provenance;

/// <summary>A build of a plugin or of the host, as recorded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">Digest of its files; empty in records of versions without digests.</param>
internal sealed partial record SoftwareBuild(string Name, string Version, string Sha256)
{
    /// <summary>Reads text that <see cref="ToString"/> wrote.</summary>
    /// <param name="text">The text.</param>
    public static SoftwareBuild Parse(string text)
    {
        var parts = Form().Match(text);
        return new(parts.Groups["name"].Value, parts.Groups["version"].Value, parts.Groups["sha256"].Value);
    }

    /// <summary>Describes the difference from an earlier build.</summary>
    /// <param name="before">The earlier build.</param>
    /// <param name="what">The kind of build, such as <c>"plugin "</c>, or empty.</param>
    public string ChangeFrom(SoftwareBuild before, string what)
    {
        if (before.Name != Name) return $"{what}{before.Name} {before.Version} → {Name} {Version}";
        if (before.Version != Version) return $"{what}{Name} {before.Version} → {Version}";
        return before.Sha256.Length == 0
            ? $"{what}{Name} may have been rebuilt: the record holds no digest of it"
            : $"{what}{Name} was rebuilt";
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} {Version} (sha256 {Sha256})";

    [GeneratedRegex(
        @"^(?<name>.*?)(?: (?<version>[^ ]*))?(?: \(sha256 (?<sha256>[0-9a-f]*)\))?$", RegexOptions.Singleline)]
    private static partial Regex Form();
}
