using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using RomHost.Configuration.Sections;
using RomHost.Configuration.Yaml;

namespace RomHost.Sweeps;

/// <summary>
/// Names the experiments of a sweep by what differs: <c>study_lag-3_seed-0</c>. A key is shortened to the last of its
/// parts that tell it from the others; a name that would be too long, or another's, ends with a digest of its values.
/// </summary>
internal sealed partial class SweepNames
{
    private const int DigestLength = 8;

    private readonly string sweep;
    private readonly IReadOnlyList<SweepAxis> axes;
    private readonly Dictionary<string, string> shortKeys;
    private readonly HashSet<string> ambiguous = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Prepares the names.</summary>
    /// <param name="sweep">The name of the sweep.</param>
    /// <param name="axes">Its axes.</param>
    /// <param name="experiments">The positions of its experiments on the axes.</param>
    public SweepNames(string sweep, IReadOnlyList<SweepAxis> axes, IEnumerable<IReadOnlyList<int>> experiments)
    {
        (this.sweep, this.axes) = (sweep, axes);
        string[] keys = [.. axes.Where(axis => axis.Varies).SelectMany(axis => axis.Keys)];
        shortKeys = keys.ToDictionary(key => key, key => Shortest(key, keys));
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var steps in experiments)
        {
            string name = Plain(steps);
            if (!taken.Add(name)) ambiguous.Add(name);
        }
    }

    /// <summary>Returns the name of an experiment.</summary>
    /// <param name="steps">Its position on each axis.</param>
    public string Of(IReadOnlyList<int> steps)
    {
        string name = Plain(steps);
        if (name.Length <= SafeName.Longest && !ambiguous.Contains(name)) return name;
        string exact = string.Join('\n', Differing(steps).SelectMany(one => one.Axis.Keys.Zip(
            one.Step.Values, (key, value) => $"{key}={YamlWriter.Flow(value)}")));
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(exact)))[..DigestLength];
        return $"{name[..Math.Min(name.Length, SafeName.Longest - DigestLength - 1)]}-{digest}";
    }

    private string Plain(IReadOnlyList<int> steps) => string.Join('_', Differing(steps)
        .SelectMany(one => one.Step.Label is { } label
            ? [label]
            : one.Axis.Keys.Zip(one.Step.Values, (key, value) => $"{shortKeys[key]}-{TextOf(value)}"))
        .Select(part => Unsafe().Replace(part, "-")).Prepend(sweep)).TrimEnd('.');

    private static string TextOf(ConfigNode value) =>
        value is ScalarNode scalar ? scalar.Text : Unsafe().Replace(YamlWriter.Flow(value), "-").Trim('-');

    private IEnumerable<(SweepAxis Axis, SweepStep Step)> Differing(IReadOnlyList<int> steps) =>
        axes.Zip(steps, (axis, step) => (axis, axis.Steps[step])).Where(one => one.axis.Varies);

    private static string Shortest(string key, string[] keys)
    {
        string[] parts = key.Split('.');
        return Enumerable.Range(1, parts.Length).Select(count => string.Join('.', parts[^count..]))
            .First(tail => tail == key || keys.Count(other => other == tail || other.EndsWith("." + tail)) == 1);
    }

    [GeneratedRegex(@"[^A-Za-z0-9.+-]+|\+")]
    private static partial Regex Unsafe();
}
