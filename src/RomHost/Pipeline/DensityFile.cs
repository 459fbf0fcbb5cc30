using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace RomHost.Pipeline;

/// <summary><c>density*.npz</c>: rho [T, ny, nx] float32, xgrid [nx], ygrid [ny] (cell centres), times [T] float64.</summary>
internal static class DensityFile
{
    /// <summary>Writes a density movie.</summary>
    /// <param name="path">The file.</param>
    /// <param name="movie">The movie.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    /// <param name="forecastStart">The first frame that is a forecast, if any is.</param>
    public static void Write(string path, DensityMovie movie, bool compress, int? forecastStart = null)
    {
        using var file = NpzWriter.Create(path, compress);
        var grid = movie.Grid;
        file.Add("rho", movie.Values, movie.FrameCount, grid.Ny, grid.Nx);
        file.Add<double>("xgrid", grid.XCentres(), grid.Nx);
        file.Add<double>("ygrid", grid.YCentres(), grid.Ny);
        file.Add("times", movie.Times, movie.FrameCount);
        if (forecastStart is { } start) file.AddScalar("forecast_start_idx", (long)start);
        file.Commit();
    }

    /// <summary>Reads a density movie.</summary>
    /// <param name="path">The file.</param>
    /// <param name="grid">The grid that it must be on.</param>
    /// <param name="stride">Every how many of its frames are wanted.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or on another grid.</exception>
    public static DensityMovie Read(string path, Grid grid, int stride)
    {
        using var file = NpzReader.Open(path);
        var shape = file.Header("rho").Shape;
        if (shape.Count != 3 || shape[1] != grid.Ny || shape[2] != grid.Nx)
            throw new InvalidDataException($"{path}: expected rho on {grid.Ny} × {grid.Nx} cells, found {file.Header("rho").ShapeText}");
        var values = GC.AllocateUninitializedArray<float>(checked(shape[0] * grid.CellCount));
        file.ReadInto("rho", values);
        try
        {
            return new DensityMovie(grid, file.ReadDoubles("times"), values).Every(stride);
        }
        catch (ArgumentException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
