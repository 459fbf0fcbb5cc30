using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Npz;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Errors of whole forecasts, y − ŷ at each step, of runs whose states are known. Reads and writes
/// <c>forecast_errors.npz</c>.
/// </summary>
/// <remarks>A path that ends before a forecast goes on as in its last quarter, again and again.</remarks>
/// <param name="dimension">Latent dimension r.</param>
internal sealed class ErrorPaths(int dimension)
{
    private readonly List<float[]> paths = []; // [steps, r] each

    /// <summary>The number of paths.</summary>
    public int Count => paths.Count;

    /// <summary>Latent dimension r.</summary>
    public int Dimension => dimension;

    /// <summary>Adds the errors of a forecast of a run.</summary>
    /// <param name="model">The model, which was trained without the run.</param>
    /// <param name="data">The runs.</param>
    /// <param name="run">The run.</param>
    /// <param name="start">The first forecast frame, at least the model's lag and before the run's end.</param>
    /// <exception cref="InvalidDataException">The forecast is not finite, or too large to be stored.</exception>
    public void Add(IRomModel model, LatentDataset data, int run, int start)
    {
        int steps = data.FrameCount(run) - start;
        var errors = new double[checked(steps * dimension)];
        // A copy: a read-only span does not prevent a plugin from writing.
        model.Forecast(data.Window(run, start, model.Lag).ToArray(), steps, errors);
        TensorPrimitives.Subtract(data.Run(run)[(start * dimension)..], errors, errors);
        var stored = new float[errors.Length];
        TensorPrimitives.ConvertTruncating<double, float>(errors, stored);
        if (!TensorPrimitives.IsFiniteAll<float>(stored))
        {
            throw new InvalidDataException(
                $"expected a finite forecast of training run {run}, found one that overflows; an ensemble needs a "
                + "model that forecasts its own training runs");
        }
        paths.Add(stored);
    }

    /// <summary>Adds a path to a forecast, each with the same probability.</summary>
    /// <param name="random">Draws.</param>
    /// <param name="states">The forecast [steps, r].</param>
    public void AddTo(Span<double> states, RandomStream random)
    {
        float[] path = paths[random.NextInt32(paths.Count)];
        int length = path.Length / dimension, quarter = length - Climatology.FirstFrame(length);
        for (int k = 0; k < states.Length / dimension; k++)
        {
            int known = k < length ? k : length - quarter + (k - length) % quarter;
            for (int i = 0; i < dimension; i++) states[k * dimension + i] += path[known * dimension + i];
        }
    }

    /// <summary>Writes errors [n, r] (float32) of all paths, and path_offsets [paths + 1] (int64).</summary>
    /// <param name="path">The file.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, bool compress)
    {
        float[] errors = [.. paths.SelectMany(one => one)];
        var offsets = new long[paths.Count + 1];
        for (int i = 0; i < paths.Count; i++) offsets[i + 1] = offsets[i] + paths[i].Length / dimension;
        using var file = NpzWriter.Create(path, compress);
        file.Add<float>("errors", errors, errors.Length / dimension, dimension);
        file.Add<long>("path_offsets", offsets, offsets.Length);
        file.Commit();
    }

    /// <summary>Reads paths.</summary>
    /// <param name="path">The file.</param>
    /// <param name="dimension">Latent dimension r of the model.</param>
    /// <param name="cancellation">Cancels the reading.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or of another model.</exception>
    public static ErrorPaths Read(string path, int dimension, CancellationToken cancellation = default)
    {
        using var file = NpzReader.Open(path, cancellation);
        long[] offsets = file.ReadInt64s("path_offsets");
        float[] errors = file.ReadSingles("errors");
        bool isAscending = offsets is [0, _, ..] && offsets.Zip(offsets.Skip(1)).All(pair => pair.First < pair.Second);
        // Offsets are compared as they are: their product with r could overflow.
        if (!isAscending || errors.Length % dimension != 0 || offsets[^1] != errors.Length / dimension
            || !TensorPrimitives.IsFiniteAll<float>(errors))
        {
            throw new InvalidDataException(
                $"{path}: expected ascending offsets from 0 on, and as many finite rows of {dimension} numbers as they "
                + $"say, found {offsets.Length} offsets and {errors.Length} numbers; delete the file and run again");
        }
        var read = new ErrorPaths(dimension);
        for (int i = 0; i + 1 < offsets.Length; i++)
            read.paths.Add(errors[(int)(offsets[i] * dimension)..(int)(offsets[i + 1] * dimension)]);
        return read;
    }
}
