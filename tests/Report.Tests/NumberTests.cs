using Rom.Forecasting.Serialization;

namespace Report.Tests;

/// <summary>The report's script formats numbers as the host does.</summary>
[Collection("reports")]
public sealed class NumberTests(ReportedExperiment experiment)
{
    private static readonly string Script = Path.Combine(
        ReportedExperiment.Repository, "src", "RomHost", "Reporting", "Html", "Assets", "numbers.js");

    // Of every size that a double has, and beside the borders between two forms. .NET and JavaScript round exact halves
    // of the last digit differently; figures that are measured hit none.
    private static double[] Values
    {
        get
        {
            var random = new Random(1);
            double[] positive =
            [
                0, double.Epsilon, double.MaxValue, 1, 10, 0.1, 0.03126, 0.00015, 0.99994, 0.99996, 9.9996, 9999.4,
                9999.6, 99995, 1e19, 1e-19, 2.26e19, 9.96e19, 1e-4, 9.9994e-5,
                .. Enumerable.Range(-310, 610)
                    .Select(exponent => Math.Pow(10, exponent) * (1 + 9 * random.NextDouble())),
            ];
            return [double.NaN, double.PositiveInfinity, .. positive, .. positive.Select(value => -value)];
        }
    }

    [Theory]
    [InlineData("of")]
    [InlineData("time")]
    [InlineData("percent")]
    public async Task Numbers_HaveTheHostsForm(string kind)
    {
        ReportedExperiment.SkipWithoutBrowser();
        var page = await experiment.Browser.NewPageAsync();
        await page.AddScriptTagAsync(new() { Content = File.ReadAllText(Script) });
        string[] found = await page.EvaluateAsync<string[]>(
            $"values => values.map(value => NumberText.{kind}(value))", Values);
        Func<double, string> text = kind switch
        {
            "of" => value => NumberText.Of(value),
            "time" => NumberText.Time,
            _ => NumberText.Percent,
        };
        Assert.Equal(Values.Select(value => $"{value:R}: {text(value)}"),
            Values.Zip(found, (value, its) => $"{value:R}: {its}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task ACount_HasItsNoun(int count)
    {
        ReportedExperiment.SkipWithoutBrowser();
        var page = await experiment.Browser.NewPageAsync();
        await page.AddScriptTagAsync(new() { Content = File.ReadAllText(Script) });
        string[] found = await page.EvaluateAsync<string[]>(
            "n => [NumberText.count(n, 'run'), NumberText.count(n, 'process', 'processes')]", count);
        Assert.Equal(
            [NumberText.Count(count, "run"), NumberText.Count(count, "process", "processes")], found);
    }
}
