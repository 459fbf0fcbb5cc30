using Rom.Abstractions;
using Rom.Numerics.Fft;

namespace RomHost.Evaluation;

/// <summary>The result of evaluating a model on a test run.</summary>
/// <param name="Finite">Whether the forecast stays within the range whose squares are finite.</param>
/// <param name="Scores">The scores.</param>
/// <param name="Leads">R² and RMSE up to leads; none unless finite.</param>
/// <param name="R2">R² of each forecast frame's density.</param>
/// <param name="LatentR2">R² of each forecast latent state.</param>
/// <param name="PodR2">R² of each frame's truth, projected and lifted.</param>
/// <param name="Prediction">Conditioning and forecast frames in the lab frame; null unless finite.</param>
internal sealed record ForecastResult(
    bool Finite,
    ForecastScores Scores,
    IReadOnlyList<LeadScore> Leads,
    IReadOnlyList<double> R2,
    IReadOnlyList<double> LatentR2,
    IReadOnlyList<double> PodR2,
    DensityMovie? Prediction)
{
    /// <summary>The shift by which each frame of the prediction is rolled to the aligned frame.</summary>
    public IReadOnlyList<Shift> Shifts { get; init; } = [];

    /// <summary>R² of each forecast frame's density in the lab frame, with the forecast shift.</summary>
    public IReadOnlyList<double> LabR2 { get; init; } = [];

    /// <summary>The first of the forecast states that is no state of a run; null if all may be.</summary>
    public int? FirstBeyond { get; init; }

    /// <summary>The distance between the forecast and the true place of each forecast frame [length units].</summary>
    public IReadOnlyList<double> PositionErrors { get; init; } = [];
}
