using Rom.Numerics.LinearAlgebra;
using Rom.Numerics.Regression;
using Rom.Numerics.Statistics;
using Rom.Numerics.TimeSeries;

namespace Rom.Numerics.Tests;

/// <summary>The example of the package's README, compiled and run.</summary>
public class ReadmeTests
{
    [Fact]
    public void TheExample_ForecastsAnOscillation()
    {
        double[] truth = Oscillation(steps: 60, phase: 0);

        // begin
        // Each trajectory is [steps, 2].
        double[][] trajectories = [Oscillation(steps: 60, phase: 0), Oscillation(steps: 40, phase: 1)];
        const int dimension = 2, delays = 3;

        var standardisation = Standardisation.Fit([.. trajectories.SelectMany(states => states)], dimension);
        foreach (double[] states in trajectories) standardisation.Transform(states);

        // No window crosses from one trajectory into the next.
        Windows windows = Windows.Cut(trajectories, dimension, delays);
        RidgeRegression fit = RidgeRegression.Fit(windows.X, windows.Y, delays * dimension, dimension, penalty: 1e-8);

        var next = new double[dimension];
        fit.Predict(windows.X.AsSpan(0, delays * dimension), next);
        standardisation.InverseTransform(next);

        // The companion matrix: W adds the newest state, the others move up. Outside the unit circle forecasts grow.
        const int n = delays * dimension;
        var companion = new double[n * n];
        for (int i = 0; i < n - dimension; i++) companion[i * n + i + dimension] = 1;
        fit.Coefficients.CopyTo(companion, (n - dimension) * n);
        double radius = GeneralEigenvalues.SpectralRadius(companion, n);
        // end

        Assert.Equal(truth[6], next[0], 1e-6);
        Assert.Equal(truth[7], next[1], 1e-6);
        Assert.Equal(0.99, radius, 1e-6); // the decay of the oscillation
    }

    [Fact]
    public void TheReadme_ShowsThatExample()
    {
        string[] source = Lines("ReadmeTests.cs"), page = Lines("README.md");
        int begin = Array.IndexOf(page, "```csharp") + 1, end = Array.IndexOf(page, "```", begin);
        int first = Array.IndexOf(source, "// begin") + 1, last = Array.IndexOf(source, "// end");
        Assert.Equal(source[first..last], page[begin..end]);
    }

    private static string[] Lines(string file) =>
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Readme", file)).Select(line => line.Trim())];

    // Turns by 0.3 and shrinks by 1 % in each step, about (5, −2).
    private static double[] Oscillation(int steps, double phase) =>
    [
        .. Enumerable.Range(0, steps).SelectMany(k => new[]
        {
            5 + Math.Pow(0.99, k) * Math.Cos(0.3 * k + phase),
            -2 + Math.Pow(0.99, k) * Math.Sin(0.3 * k + phase),
        }),
    ];
}
