using System.Text.Json.Serialization;

namespace RomHost.Pipeline;

/// <summary>The facts about the POD basis, in its record and in the summary.</summary>
/// <param name="R">Number of modes.</param>
/// <param name="EnergyRatio">The modes' share of the energy.</param>
/// <param name="Transform">The transform of densities before POD.</param>
/// <param name="ShiftAlign">The reference of the alignment.</param>
/// <param name="Snapshots">Number of snapshots.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="TotalEnergy">Energy of all snapshots.</param>
/// <param name="Converged">Whether the modes at the cut converged.</param>
internal sealed record PodFacts(
    int R, double EnergyRatio, string Transform, string ShiftAlign, long Snapshots, int Cells, double TotalEnergy,
    bool Converged)
{
    /// <summary>The channels of further fields; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ChannelFacts>? Channels { get; init; }

    /// <summary>
    /// How often the shift jumps between peaks of the correlation in training runs; null where it is not followed.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? ShiftJumps { get; init; }
}
