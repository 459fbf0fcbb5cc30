using System.Text.RegularExpressions;

namespace Rom.Abstractions;

/// <summary>Describes a field that a density estimator offers beside the density, on the same grid.</summary>
public sealed partial record FieldDescription
{
    /// <summary>The name of the density itself among fields.</summary>
    public const string Density = "rho";

    // Names of other arrays in a density's file.
    private static readonly string[] Taken = [Density, "xgrid", "ygrid", "times", "forecast_start_idx"];

    /// <summary>Describes a field.</summary>
    /// <param name="name">
    /// Its name in configurations and files, such as <c>px</c>: at most 30 lower-case letters, digits and <c>_</c>, a
    /// letter first.
    /// </param>
    /// <param name="channel">
    /// The channel of the latent state that it belongs to, such as <c>momentum</c>: fields of one channel, the
    /// components of a vector say, have the same unit and share their modes.
    /// </param>
    /// <param name="unit">Its unit, for people.</param>
    /// <exception cref="ArgumentException">A name has another form, or means something else already.</exception>
    public FieldDescription(string name, string channel, string unit)
    {
        Check(name, nameof(name), Taken);
        Check(channel, nameof(channel), LatentChannel.Reserved);
        ArgumentNullException.ThrowIfNull(unit);
        (Name, Channel, Unit) = (name, channel, unit);
    }

    /// <summary>Its name in configurations and files.</summary>
    public string Name { get; }

    /// <summary>The channel of the latent state that it belongs to.</summary>
    public string Channel { get; }

    /// <summary>Its unit.</summary>
    public string Unit { get; }

    private static void Check(string text, string parameter, IEnumerable<string> taken)
    {
        if (!Word().IsMatch(text))
            throw new ArgumentException(
                $"expected at most 30 lower-case letters, digits and '_', a letter first, found '{text}'", parameter);
        if (taken.Contains(text))
            throw new ArgumentException($"'{text}' means something else already; choose another name", parameter);
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_]{0,29}\z")]
    private static partial Regex Word();
}
