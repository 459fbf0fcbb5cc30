using System.Diagnostics;
using Regimes;

// The nine regimes under both protocols: every model and reference, for docs/FORECASTS.md. See benchmarks/README.md.
string output = Option("--output") ?? Path.Combine("artifacts", "regimes");
int seed = int.Parse(Option("--seed") ?? "42", System.Globalization.CultureInfo.InvariantCulture);
string? protocolName = Option("--protocol");
string[] names = [.. args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || !IsOption(args[i - 1])))];
var protocols = Protocol.All.Where(protocol => protocolName is null || protocol.Name == protocolName).ToList();
var regimes = Regime.All.Where(regime => names.Length == 0 || names.Contains(regime.Name)).ToList();

bool hasPeer = !args.Contains("--no-python");
foreach (var protocol in protocols)
{
    foreach (var regime in regimes)
    {
        var experiment = new RegimeExperiment(regime, protocol, output);
        long start = Stopwatch.GetTimestamp();
        experiment.Run(seed);
        Console.WriteLine($"{protocol.Name}, {regime.Name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
        if (hasPeer) IndependentScores.Compute(experiment.Folder);
        RegimeResult.Of(experiment).Keep(protocol);
        if (!args.Contains("--keep")) experiment.DeleteRuns();
    }
}

// The page has every regime whose results with this seed are kept, from whatever run.
ForecastsPage.Write(
    RegimeExperiment.Metadata("Page"),
    Protocol.All.Select(protocol => (protocol, (IReadOnlyList<RegimeResult>)
        [.. Regime.All.Select(regime => RegimeResult.Kept(regime, protocol, seed)).OfType<RegimeResult>()]))
    .Where(one => one.Item2.Count > 0));

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

static bool IsOption(string arg) => arg is "--output" or "--seed" or "--protocol";
