using Rom.Forecasting.Serialization;

namespace Rom.Forecasting.Files;

/// <summary>
/// The mean of a test run's replicas compared with the run, frame by frame. Reads and writes <c>replicas.csv</c>: t,
/// squared_error, variance, squared_error_lab, variance_lab, replicas, with a row for each ROM frame.
/// </summary>
/// <param name="Replicas">The number of replicas R, at least 2.</param>
/// <param name="Times">The times of the frames [T].</param>
/// <param name="SquaredErrors">
/// ‖x − x̄‖² over the cells of each frame, x the run and x̄ the mean of its replicas, in the aligned frame [T].
/// </param>
/// <param name="Variances">
/// The unbiased variance of the replicas, summed over the cells, in the aligned frame [T].
/// </param>
/// <param name="LabSquaredErrors">The same errors in the lab frame [T].</param>
/// <param name="LabVariances">The same variances in the lab frame [T].</param>
internal sealed record ReplicaTable(
    int Replicas, double[] Times, double[] SquaredErrors, double[] Variances, double[] LabSquaredErrors,
    double[] LabVariances)
{
    private static readonly string[] Columns =
        ["t", "squared_error", "variance", "squared_error_lab", "variance_lab", "replicas"];

    /// <summary>Writes the table.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        var table = new CsvTable(Columns);
        for (int k = 0; k < Times.Length; k++)
        {
            table.Add(
                Times[k], SquaredErrors[k], Variances[k], LabSquaredErrors[k], LabVariances[k], Replicas);
        }
        table.Write(path);
    }

    /// <summary>Reads a table.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is missing, damaged or has another content.</exception>
    public static ReplicaTable Read(string path)
    {
        if (!File.Exists(path)) throw Damage(path, "a table of replicas", "no file");
        var columns = CsvTable.ReadNumbers(path, mostRows: int.MaxValue);
        if (!columns.Keys.SequenceEqual(Columns))
            throw Damage(path, $"the columns {string.Join(", ", Columns)}", string.Join(", ", columns.Keys));
        double[][] values = [.. columns.Values];
        double[] times = values[0];
        for (int row = 0; row < times.Length; row++)
        {
            // What is no finite number is NaN, which compares with nothing.
            if (!(row == 0 ? double.IsFinite(times[0]) : times[row] > times[row - 1]))
                throw Damage($"{path}:{row + 2}", "increasing times", $"{times[row]:R}");
            if (values[1..^1].FirstOrDefault(column => !(column[row] >= 0)) is { } column)
                throw Damage($"{path}:{row + 2}", "numbers of at least 0", $"{column[row]:R}");
            if (!(values[^1][row] is >= 2 and <= int.MaxValue and var replicas && double.IsInteger(replicas))
                || replicas != values[^1][0])
                throw Damage($"{path}:{row + 2}", "one number of replicas, at least 2", $"{values[^1][row]:R}");
        }
        if (times.Length == 0) throw Damage(path, "a row for each frame", "none");
        return new ReplicaTable((int)values[^1][0], times, values[1], values[2], values[3], values[4]);
    }

    private static InvalidDataException Damage(string place, string expected, string found) =>
        new($"{place}: expected {expected}, found {found}; delete the file and run again");
}
