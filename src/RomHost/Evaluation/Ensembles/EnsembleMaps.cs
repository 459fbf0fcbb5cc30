namespace RomHost.Evaluation.Ensembles;

/// <summary>Maps of an ensemble on the coarse grid, at a few leads.</summary>
/// <param name="Rows">Rows of cells.</param>
/// <param name="Columns">Columns of cells.</param>
/// <param name="Times">The times of the maps [L].</param>
/// <param name="Threshold">The density whose exceedance is mapped.</param>
/// <param name="Truth">The true density [L, rows, columns].</param>
/// <param name="Median">The median of the members.</param>
/// <param name="Spread">Their standard deviation.</param>
/// <param name="Probability">The share of members above the threshold.</param>
internal sealed record EnsembleMaps(
    int Rows, int Columns, double[] Times, double Threshold, float[] Truth, float[] Median, float[] Spread,
    float[] Probability);
