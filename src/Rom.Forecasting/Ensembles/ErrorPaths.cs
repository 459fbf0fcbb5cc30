using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>Errors of whole forecasts, y − ŷ at each step, of runs whose states are known.</summary>
/// <remarks>
/// A run that ends before the forecast is taken to go on as it was in its last quarter, whose states follow one another
/// again and again.
/// </remarks>
/// <param name="dimension">Latent dimension r.</param>
/// <param name="steps">The number of steps of each path, at least 1.</param>
internal sealed class ErrorPaths(int dimension, int steps)
{
    private readonly List<double[]> paths = []; // [steps, r] each

    /// <summary>The number of paths.</summary>
    public int Count => paths.Count;

    /// <summary>The number of steps of each path.</summary>
    public int Steps => steps;

    /// <summary>Adds the errors of a forecast of a run.</summary>
    /// <param name="model">The model, which was trained without the run.</param>
    /// <param name="data">The runs.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">The first forecast frame, at least the model's lag and before the run's end.</param>
    /// <exception cref="ArgumentException">The forecast is not finite.</exception>
    public void Add(IRomModel model, LatentDataset data, int run, int start)
    {
        var errors = new double[checked(steps * dimension)];
        // A copy: a read-only span does not prevent a plugin from writing.
        model.Forecast(data.Window(run, start, model.Lag).ToArray(), steps, errors);
        int length = data.FrameCount(run) - start, quarter = length - Climatology.FirstFrame(length);
        for (int k = 0; k < steps; k++)
        {
            int compared = k < length ? k : length - quarter + (k - length) % quarter;
            var error = errors.AsSpan(k * dimension, dimension);
            TensorPrimitives.Subtract(data.State(run, start + compared), error, error);
        }
        if (!TensorPrimitives.IsFiniteAll<double>(errors))
            throw new ArgumentException(
                $"expected a finite forecast of training run {run}, found one that overflows; an ensemble needs a "
                + "model that forecasts its own training runs", nameof(model));
        paths.Add(errors);
    }

    /// <summary>Draws a path [steps, r], each with the same probability.</summary>
    /// <param name="random">Draws.</param>
    public ReadOnlySpan<double> Draw(RandomStream random) => paths[random.NextInt32(paths.Count)];
}
