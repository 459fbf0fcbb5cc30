using System.Diagnostics;
using System.Globalization;

namespace Regimes;

/// <summary>
/// R² of each test run by methods that were written independently of the product (<c>python/independent.py</c>), and
/// their paired comparison with its models.
/// </summary>
/// <param name="Families">The family of each test run [runs], as a number.</param>
/// <param name="Methods">R² of each test run, by method [runs].</param>
/// <param name="Models">R² of each test run, by model [runs].</param>
internal sealed record IndependentScores(
    int[] Families, IReadOnlyDictionary<string, double[]> Methods, IReadOnlyDictionary<string, double[]> Models)
{
    private const string Score = "r2_reconstructed";

    /// <summary>Runs the methods on an experiment whose runs are still there.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public static void Compute(string folder)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "python", "independent.py");
        // The system's first: that of the path need not have NumPy.
        string python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";
        using var process = Process.Start(new ProcessStartInfo(python, [program, folder]))!;
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode} on {folder}");
    }

    /// <summary>Reads the scores of an experiment; null where the methods were not run.</summary>
    /// <param name="folder">The experiment's folder.</param>
    /// <param name="models">Names of its models.</param>
    public static IndependentScores? Read(string folder, IEnumerable<string> models)
    {
        string table = Path.Combine(folder, "independent.csv");
        if (!File.Exists(table)) return null;
        var methods = CsvRows.Of(table).GroupBy(row => row["method"]).ToDictionary(
            group => group.Key, group => group.Select(row => Number(row[Score])).ToArray());
        var tables = models.Select(model => (Name: model, Path: Path.Combine(folder, model, "test_results.csv")))
            .Where(model => File.Exists(model.Path)).ToDictionary(model => model.Name, model => CsvRows.Of(model.Path));
        return new IndependentScores(
            CsvRows.Strata(tables.Values.First(), "family"), methods,
            tables.ToDictionary(
                table => table.Key, table => table.Value.Select(row => Number(row[Score])).ToArray()));
    }

    /// <summary>
    /// Returns what the model with the highest mean has more than a method, with a 95 % interval over the test runs.
    /// </summary>
    /// <param name="method">The method.</param>
    public Estimate BestLess(string method)
    {
        double[] best = Models.Values.Where(values => values.All(double.IsFinite)).MaxBy(values => values.Average())!;
        double[] differences = [.. best.Zip(Methods[method], (a, b) => a - b)];
        return Estimate.OfMean(differences, Families);
    }

    private static double Number(string text) =>
        text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}
