namespace Blend;

/// <summary>Facts about the fit.</summary>
/// <param name="ErrorRatio">
/// Squared error of the blend of held-out forecasts over that of the best member of each block of leads; at most about
/// 1, and NaN where the best member has none.
/// </param>
internal sealed record BlendReport(double ErrorRatio);
