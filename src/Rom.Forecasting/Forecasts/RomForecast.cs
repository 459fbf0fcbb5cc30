using Rom.Abstractions;

namespace Rom.Forecasting.Forecasts;

/// <summary>A forecast of the density, in the lab frame. Immutable.</summary>
public sealed class RomForecast
{
    private readonly double[] states;

    internal RomForecast(string model, DensityMovie density, double[] states, IReadOnlyList<string> doubts) =>
        (Model, Density, this.states, Doubts) = (model, density, states, doubts);

    /// <summary>The model's name.</summary>
    public string Model { get; }

    /// <summary>The densities of the forecast frames in the lab frame, at their times.</summary>
    public DensityMovie Density { get; }

    /// <summary>The states, with the channels that the model uses [steps, dimension].</summary>
    public ReadOnlySpan<double> States => states;

    /// <summary>Reasons to doubt it, a sentence each; empty for none.</summary>
    public IReadOnlyList<string> Doubts { get; }

    /// <summary>
    /// Writes the forecast: an archive (<c>.npz</c>) of densities, states and places, or a table (<c>.csv</c>) of place
    /// and order parameters (docs/file-formats.md).
    /// </summary>
    /// <param name="path">The file, in an existing folder.</param>
    /// <exception cref="InvalidDataException">Its ending is unknown, or it is a folder.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public void Write(string path)
    {
        var centre = new MassCentre(Density.Grid);
        FrameMeasures[] measures =
        [
            .. Enumerable.Range(0, Density.FrameCount)
                .Select(k => FrameMeasures.Of(Density.Frame(k), Density.Grid, centre)),
        ];
        if (ForecastPath.IsTable(path)) ForecastTable.Write(path, Density.Times, measures);
        else ForecastFile.Write(path, Model, Density, states, measures);
    }
}
