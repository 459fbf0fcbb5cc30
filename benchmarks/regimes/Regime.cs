using System.Globalization;

namespace Regimes;

/// <summary>A regime of the Vicsek–Morse swarm: what sets it apart from the others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Speed">Speed [length units per time unit].</param>
/// <param name="SpeedMode">What forces do to the speed.</param>
/// <param name="Eta">Strength of the noise.</param>
/// <param name="Attraction">Strength c_a of the attraction.</param>
/// <param name="Repulsion">Strength c_r of the repulsion.</param>
/// <param name="AttractionLength">Length l_a of the attraction [length units].</param>
/// <param name="RepulsionLength">Length l_r of the repulsion [length units].</param>
internal sealed record Regime(
    string Name, double Speed, string SpeedMode, double Eta, double Attraction = 0, double Repulsion = 0,
    double AttractionLength = 1.5, double RepulsionLength = 0.5)
{
    private const string Constant = "constant_with_forces", Variable = "variable";

    /// <summary>The nine regimes: three in which climatology is near the ceiling, and six hard ones.</summary>
    public static IReadOnlyList<Regime> All { get; } =
    [
        new("gas", 3, Constant, 1.5, 0.5, 0.2),
        new("blackhole", 4, Constant, 0.15, 20, 0.05, 1.5, 0.3),
        new("supernova", 3, Constant, 0.15, 0.05, 15),
        new("crystal", 2, Constant, 0.1, 3, 3, 2),
        new("pure_vicsek", 3, "constant", 0.3),
        new("gas_VS", 3, Variable, 1.5, 0.5, 0.2),
        new("blackhole_VS", 4, Variable, 0.15, 20, 0.05, 1.5, 0.3),
        new("supernova_VS", 3, Variable, 0.15, 0.05, 15),
        new("crystal_VS", 2, Variable, 0.1, 3, 3, 2),
    ];

    /// <summary>The settings of the regime, for <c>romhost run --set</c>.</summary>
    public IEnumerable<string> Settings()
    {
        yield return Setting("speed", Speed);
        yield return $"simulator.speed_mode={SpeedMode}";
        yield return Setting("noise.eta", Eta);
        if (Attraction == 0)
        {
            yield return "simulator.forces.enabled=false";
            yield break;
        }
        yield return Setting("forces.ca", Attraction);
        yield return Setting("forces.cr", Repulsion);
        yield return Setting("forces.la", AttractionLength);
        yield return Setting("forces.lr", RepulsionLength);
    }

    private static string Setting(string key, double value) =>
        string.Create(CultureInfo.InvariantCulture, $"simulator.{key}={value}");
}
