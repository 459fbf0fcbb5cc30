using System.Globalization;

namespace Rom.Forecasting.Experiments;

/// <summary>
/// The densities of an experiment's calibration runs, or of its training runs where it has none. Files may be missing.
/// </summary>
/// <param name="Folder">The folder of their ensemble.</param>
/// <param name="Prefix">What the names of their folders begin with.</param>
/// <param name="File">The name of the file in each.</param>
/// <param name="Count">Their number, as the summary says.</param>
internal sealed record SavedRuns(string Folder, string Prefix, string File, int Count)
{
    /// <summary>Whether the file of the last run is there: others may be missing too.</summary>
    public bool AreThere => Count > 0 && System.IO.File.Exists(DensityOf(Count - 1));

    /// <summary>Returns the file of a run.</summary>
    /// <param name="run">The run, from 0.</param>
    public string DensityOf(int run) =>
        Path.Combine(Folder, Prefix + run.ToString("000", CultureInfo.InvariantCulture), File);
}
