using Rom.Numerics.Fft;

namespace Rom.Forecasting.Files;

/// <summary>The shifts by which frames of a forecast, and of its truth, are rolled to the aligned frame.</summary>
/// <param name="Forecast">Those of the forecast's file [T].</param>
/// <param name="Truth">Those of the truth [T].</param>
internal sealed record MovieShifts(IReadOnlyList<Shift> Forecast, IReadOnlyList<Shift> Truth);
