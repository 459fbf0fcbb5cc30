using System.Globalization;
using Rom.Analysis.Energy;

namespace Rom.Analysis.Tests.Energy;

/// <summary>Counters as Linux shows them, in a folder, moved by the test.</summary>
public sealed class EnergyMeterTests : IDisposable
{
    private const double Range = 262143328850;

    private readonly TestFolder root = new();
    private readonly Dictionary<string, double> microjoules = [];
    private readonly PlantedClock clock = new();

    [Fact]
    public void IdlePowerIsTakenOff()
    {
        Add("intel-rapl:0", "package-0", 1000);
        var meter = new EnergyMeter(clock, time => Pass(time.TotalSeconds, watts: 20));
        var counter = EnergyCounter.Find(root.Path, out _)!;
        // A millisecond of 50 W, 30 of them above idle: 30 mJ.
        var cost = meter.Measure(counter, () => Pass(1e-3, watts: 50), TestContext.Current.CancellationToken);
        Assert.Equal("ok", cost.Status);
        Assert.Equal(20, cost.IdleWatts, 3);
        Assert.Equal(0.030, cost.JoulesPerForecast, 5);
        Assert.InRange(cost.Low, 0.0299, 0.0301);
        Assert.InRange(cost.High, 0.0299, 0.0301);
    }

    [Fact]
    public void ACounterThatBeginsAnew_GoesOn()
    {
        Add("intel-rapl:0", "package-0", Range - 3e6);
        var counter = EnergyCounter.Find(root.Path, out _)!;
        Pass(1, watts: 5);
        Assert.Equal(5, counter.Read(), 6);
        Pass(1, watts: 5);
        Assert.Equal(10, counter.Read(), 6);
    }

    [Fact]
    public void PackagesAndMemoryCount_AndNoPartOfThemTwice()
    {
        Add("intel-rapl:0", "package-0", 0);
        Add("intel-rapl:0:0", "core", 0);
        Add("intel-rapl:0:1", "dram", 0);
        Add("intel-rapl:1", "psys", 0);
        var counter = EnergyCounter.Find(root.Path, out _)!;
        Pass(1, watts: 7);
        Assert.Equal(14, counter.Read(), 6);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void WhereNothingCanBeRead_TheReasonIsSaid(bool isDamaged)
    {
        if (isDamaged)
        {
            Add("intel-rapl:0", "package-0", 0);
            File.WriteAllText(root.Combine("intel-rapl:0", "energy_uj"), "no number");
        }
        Assert.Null(EnergyCounter.Find(isDamaged ? root.Path : root.Combine("none"), out string why));
        Assert.Contains(isDamaged ? "cannot be read" : "no energy counters", why);
        Assert.Equal(why, EnergyCost.NotAvailable(why).Message);
    }

    public void Dispose() => root.Dispose();

    private void Add(string domain, string name, double start)
    {
        string folder = Directory.CreateDirectory(root.Combine(domain)).FullName;
        File.WriteAllText(Path.Combine(folder, "name"), name + "\n");
        File.WriteAllText(Path.Combine(folder, "max_energy_range_uj"), Text(Range));
        microjoules[domain] = start;
        Show(domain);
    }

    private void Pass(double seconds, double watts)
    {
        clock.Pass(seconds);
        foreach (string domain in microjoules.Keys.ToList())
        {
            microjoules[domain] = (microjoules[domain] + 1e6 * watts * seconds) % Range;
            Show(domain);
        }
    }

    private void Show(string domain) => File.WriteAllText(root.Combine(domain, "energy_uj"), Text(microjoules[domain]));

    private static string Text(double value) => Math.Round(value).ToString("F0", CultureInfo.InvariantCulture) + "\n";
}
