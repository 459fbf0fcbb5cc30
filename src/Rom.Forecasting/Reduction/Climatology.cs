using Rom.Numerics.Npz;

namespace Rom.Forecasting.Reduction;

/// <summary>
/// Means over the last quarter of every training run: what is known of any run without a model. Reads and writes
/// <c>climatology.npz</c>: latent [r], density and density_lab [ny, nx], frames; float64.
/// </summary>
/// <param name="Latent">Mean latent state [r].</param>
/// <param name="Density">Mean density in the aligned frame [cells].</param>
/// <param name="LabDensity">Mean density in the lab frame [cells].</param>
/// <param name="Frames">The number of frames.</param>
internal sealed record Climatology(double[] Latent, double[] Density, double[] LabDensity, int Frames)
{
    /// <summary>Returns the first frame of the last quarter of a run: of four frames or fewer, the last one.</summary>
    /// <param name="frames">The number of frames of the run, at least 1.</param>
    public static int FirstFrame(int frames) => frames - Math.Max(1, frames / 4);

    /// <summary>Writes the means.</summary>
    /// <param name="path">The file.</param>
    /// <param name="ny">Rows of the grid.</param>
    /// <param name="nx">Columns of the grid.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, int ny, int nx, bool compress)
    {
        using var file = NpzWriter.Create(path, compress);
        file.Add<double>("latent", Latent, Latent.Length);
        file.Add<double>("density", Density, ny, nx);
        file.Add<double>("density_lab", LabDensity, ny, nx);
        file.AddScalar("frames", (long)Frames);
        file.Commit();
    }

    /// <summary>Reads the means.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimension">The latent dimension r.</param>
    /// <param name="cells">The number of cells.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another experiment.</exception>
    public static Climatology Read(string path, int dimension, int cells, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        double[] latent = file.ReadDoubles("latent"), density = file.ReadDoubles("density"),
            lab = file.ReadDoubles("density_lab");
        if (latent.Length != dimension || density.Length != cells || lab.Length != cells)
        {
            throw new InvalidDataException(
                $"{path}: expected means of {dimension} coordinates and {cells} cells, found {latent.Length}, "
                + $"{density.Length} and {lab.Length}; delete the file and run again");
        }
        return new Climatology(latent, density, lab, checked((int)file.ReadInt64s("frames")[0]));
    }
}
