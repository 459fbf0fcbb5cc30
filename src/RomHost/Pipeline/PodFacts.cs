namespace RomHost.Pipeline;

/// <summary>What the record of the POD basis says, and the summary repeats.</summary>
/// <param name="R">Number of modes.</param>
/// <param name="EnergyRatio">Their share of the energy.</param>
/// <param name="Transform">What was done to densities before POD.</param>
/// <param name="ShiftAlign">What frames were aligned with.</param>
/// <param name="Snapshots">Number of snapshots.</param>
/// <param name="Cells">Number of cells.</param>
/// <param name="TotalEnergy">Energy of all snapshots.</param>
/// <param name="Converged">Whether the modes at the cut are known.</param>
internal sealed record PodFacts(
    int R, double EnergyRatio, string Transform, string ShiftAlign, long Snapshots, int Cells, double TotalEnergy, bool Converged);
