using System.Text.RegularExpressions;

namespace Rom.Forecasting.Provenance;

/// <summary>A build of a plugin or of the host, as records name it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
/// <param name="Sha256">Digest of its files; empty in records of versions that noted none.</param>
internal sealed partial record SoftwareBuild(string Name, string Version, string Sha256)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    /// <param name="text">The text.</param>
    public static SoftwareBuild Parse(string text)
    {
        var parts = Form().Match(text);
        return new(parts.Groups["name"].Value, parts.Groups["version"].Value, parts.Groups["sha256"].Value);
    }

    /// <summary>Says what differs from an earlier build.</summary>
    /// <param name="before">The earlier build.</param>
    /// <param name="what">What both are: <c>"plugin "</c>, say, or empty.</param>
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

    [GeneratedRegex(@"^(?<name>.*?)(?: (?<version>[^ ]*))?(?: \(sha256 (?<sha256>[0-9a-f]*)\))?$", RegexOptions.Singleline)]
    private static partial Regex Form();
}
