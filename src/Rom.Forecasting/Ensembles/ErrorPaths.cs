using System.Numerics.Tensors;
using Rom.Forecasting.Reduction;
using Rom.Numerics.Npz;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Errors of whole forecasts, y − ŷ at each step, of runs whose states are known and that the model was not trained on.
/// Reads and writes <c>forecast_errors.npz</c>.
/// </summary>
/// <remarks>A path that ends before a forecast goes on as in its last quarter, again and again.</remarks>
/// <param name="dimension">Latent dimension r.</param>
internal sealed class ErrorPaths(int dimension)
{
    private readonly List<ErrorPath> paths = [];

    /// <summary>The number of paths.</summary>
    public int Count => paths.Count;

    /// <summary>Latent dimension r.</summary>
    public int Dimension => dimension;

    /// <summary>The run of each path: its index among training runs, or among calibration runs.</summary>
    public IEnumerable<int> Runs => paths.Select(path => path.Run);

    /// <summary>Whether the window of each path is known.</summary>
    public bool HasWindows => paths.TrueForAll(path => path.Window.Length > 0);

    /// <summary>The number of steps of the longest path.</summary>
    public int LongestSteps => paths.Max(path => path.Errors.Length) / dimension;

    /// <summary>Adds a path.</summary>
    /// <param name="path">A path of a run of which there is none yet, with a window as long as those of others.</param>
    public void Add(ErrorPath path) => paths.Add(path);

    /// <summary>Returns the paths of some runs.</summary>
    /// <param name="runs">The runs; those without a path are ignored.</param>
    public ErrorPaths Only(IReadOnlyCollection<int> runs)
    {
        var some = new ErrorPaths(dimension);
        some.paths.AddRange(paths.Where(path => runs.Contains(path.Run)));
        return some;
    }

    /// <summary>
    /// Returns the paths with sums of errors from the first step on in some coordinates, all as long as the longest.
    /// </summary>
    /// <param name="isSummed">Whether a coordinate is summed [r].</param>
    public ErrorPaths Summed(bool[] isSummed)
    {
        int longest = LongestSteps;
        var summed = new ErrorPaths(dimension);
        for (int index = 0; index < Count; index++)
        {
            var path = new float[longest * dimension];
            var sums = new double[dimension];
            for (int k = 0; k < longest; k++)
            {
                var error = At(index, k);
                for (int i = 0; i < dimension; i++)
                {
                    sums[i] = isSummed[i] ? sums[i] + error[i] : error[i];
                    path[k * dimension + i] = (float)sums[i];
                }
            }
            summed.Add(paths[index] with { Errors = path });
        }
        return summed;
    }

    /// <summary>Returns the paths that began from the windows that are nearest to one.</summary>
    /// <param name="window">The window [w, r].</param>
    /// <param name="count">The number of paths, at most all that may be.</param>
    /// <param name="without">A path that must not be among them; null for none.</param>
    /// <returns>Their indices, ascending; of all where windows are not known.</returns>
    public int[] NearestTo(ReadOnlySpan<double> window, int count, int? without = null)
    {
        int[] some = [.. Enumerable.Range(0, Count).Where(path => path != without)];
        if (count == some.Length || !HasWindows) return some;
        var distances = new double[some.Length];
        for (int i = 0; i < some.Length; i++) distances[i] = paths[some[i]].SquaredDistanceTo(window);
        Array.Sort(distances, some);
        return [.. some[..count].Order()];
    }

    /// <summary>Returns the other paths that began from the windows that are nearest to that of one.</summary>
    /// <param name="path">The path, from 0.</param>
    /// <param name="count">The number of paths, at most all but one.</param>
    /// <returns>Their indices, ascending.</returns>
    public int[] NearestTo(int path, int count) => NearestTo([.. paths[path].Window], count, path);

    /// <summary>Returns the windows of all paths [paths, w, r].</summary>
    public double[] Windows() => [.. paths.SelectMany(path => path.Window).Select(value => (double)value)];

    /// <summary>Returns the step of a run whose errors a step of a forecast has.</summary>
    /// <param name="step">The step of the forecast, from 0.</param>
    /// <param name="length">The number of steps of the run, at least 1.</param>
    public static int KnownStep(int step, int length)
    {
        int quarter = length - Climatology.FirstFrame(length);
        return step < length ? step : length - quarter + (step - length) % quarter;
    }

    /// <summary>Returns the path of a run; null where there is none.</summary>
    /// <param name="run">The run.</param>
    public int? PathOf(int run) => paths.FindIndex(path => path.Run == run) is >= 0 and int index ? index : null;

    /// <summary>The run of a path.</summary>
    /// <param name="index">The path, from 0.</param>
    public int RunOf(int index) => paths[index].Run;

    /// <summary>The number of steps of a run's path.</summary>
    /// <param name="run">A run that has one.</param>
    public int StepsOf(int run) => paths.First(path => path.Run == run).Errors.Length / dimension;

    /// <summary>Returns the error [r] that a path has at a step of a forecast.</summary>
    /// <param name="index">The path, from 0.</param>
    /// <param name="step">The step, from 0.</param>
    public ReadOnlySpan<float> At(int index, int step)
    {
        float[] path = paths[index].Errors;
        return path.AsSpan(KnownStep(step, path.Length / dimension) * dimension, dimension);
    }

    /// <summary>
    /// Writes errors [n, r] of all paths, windows [paths, w, r] (float32), path_offsets [paths + 1] and path_runs
    /// [paths] (int64).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="compress">Whether arrays are deflated.</param>
    public void Write(string path, bool compress)
    {
        float[] errors = [.. paths.SelectMany(one => one.Errors)];
        var offsets = new long[paths.Count + 1];
        for (int i = 0; i < paths.Count; i++) offsets[i + 1] = offsets[i] + paths[i].Errors.Length / dimension;
        using var file = NpzWriter.Create(path, compress);
        file.Add<float>("errors", errors, errors.Length / dimension, dimension);
        int lag = paths.Count == 0 ? 0 : paths[0].Window.Length / dimension;
        file.Add<float>("windows", [.. paths.SelectMany(one => one.Window)], Count, lag, dimension);
        file.Add<long>("path_offsets", offsets, offsets.Length);
        file.Add<long>("path_runs", [.. Runs.Select(run => (long)run)], Count);
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
        long[] runs = file.ReadInt64s("path_runs");
        bool isAscending = offsets is [0, _, ..] && offsets.Zip(offsets.Skip(1)).All(pair => pair.First < pair.Second);
        // Offsets are compared as they are: their product with r could overflow.
        if (!isAscending || errors.Length % dimension != 0 || offsets[^1] != errors.Length / dimension
            || !TensorPrimitives.IsFiniteAll<float>(errors))
        {
            throw new InvalidDataException(
                $"{path}: expected ascending offsets from 0 on, and as many finite rows of {dimension} numbers as they "
                + $"say, found {offsets.Length} offsets and {errors.Length} numbers; delete the file and run again");
        }
        if (runs.Length != offsets.Length - 1 || runs.Any(run => run is < 0 or > int.MaxValue)
            || runs.Distinct().Count() != runs.Length)
        {
            throw new InvalidDataException(
                $"{path}: expected the index of another run for each of {offsets.Length - 1} paths, found "
                + $"{runs.Length} indices, or the same one twice; delete the file and run again");
        }
        // Files of earlier versions have no windows, and were drawn from as if all were alike.
        float[] windows = file.Contains("windows") ? file.ReadSingles("windows") : [];
        int length = windows.Length / runs.Length;
        if (windows.Length != length * runs.Length || length % dimension != 0
            || windows.Length > 0 && !TensorPrimitives.IsFiniteAll<float>(windows))
        {
            throw new InvalidDataException(
                $"{path}: expected a window of finite states of {dimension} numbers for each of {runs.Length} paths, "
                + $"found {windows.Length} numbers; delete the file and run again");
        }
        var read = new ErrorPaths(dimension);
        for (int i = 0; i < runs.Length; i++)
        {
            read.Add(new(
                (int)runs[i], windows[(i * length)..((i + 1) * length)],
                errors[(int)(offsets[i] * dimension)..(int)(offsets[i + 1] * dimension)]));
        }
        return read;
    }
}
