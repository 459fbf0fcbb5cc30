using System.Diagnostics;
using Regimes;

// The nine regimes under all protocols: every model and reference, for docs/FORECASTS.md. See benchmarks/README.md.
string[] unknown =
[
    .. args.Where((arg, i) => i == 0 || !IsOption(args[i - 1])).Where(arg => !IsOption(arg)
        && arg is not ("--no-python" or "--keep") && Regime.All.All(regime => regime.Name != arg)),
];
if (unknown.Length > 0)
{
    Console.Error.WriteLine(
        $"expected names of regimes ({string.Join(", ", Regime.All.Select(regime => regime.Name))}), --protocol NAME, "
        + $"--seed NUMBER, --output FOLDER, --no-python or --keep, found {string.Join(", ", unknown)}");
    return 2;
}
string output = Option("--output") ?? Path.Combine("artifacts", "regimes");
if (args.FirstOrDefault(arg => IsOption(arg) && Option(arg) is null) is { } bare)
{
    Console.Error.WriteLine($"expected a value after {bare}, found none");
    return 2;
}
int seed = int.Parse(Option("--seed") ?? "42", System.Globalization.CultureInfo.InvariantCulture);
string? protocolName = Option("--protocol");
string[] protocols = [.. Protocol.Forecasts.Append(Protocol.Distributions).Select(protocol => protocol.Name)];
if (protocolName is not null && !protocols.Contains(protocolName))
{
    Console.Error.WriteLine($"expected a protocol of {string.Join(", ", protocols)}, found {protocolName}");
    return 2;
}
string[] names = [.. args.Where((arg, i) => !arg.StartsWith('-') && (i == 0 || !IsOption(args[i - 1])))];
var regimes = Regime.All.Where(regime => names.Length == 0 || names.Contains(regime.Name)).ToList();
bool hasPeer = !args.Contains("--no-python");

foreach (var protocol in Protocol.Forecasts.Where(IsAsked))
{
    foreach (var regime in regimes)
    {
        var experiment = Run(regime, protocol);
        if (hasPeer) IndependentScores.Compute(experiment.Folder);
        KeptResults.Keep(RegimeResult.Of(experiment), protocol);
        End(experiment);
    }
}
if (IsAsked(Protocol.Distributions))
{
    foreach (var regime in regimes)
    {
        var experiment = Run(regime, Protocol.Distributions);
        KeptResults.Keep(DistributionResult.Of(experiment), Protocol.Distributions);
        End(experiment);
    }
}

// The page has every regime whose results with this seed are kept, from whatever run.
ForecastsPage.Write(
    RegimeExperiment.Metadata("Page"),
    Protocol.Forecasts.Select(protocol => (protocol, KeptResults.Of<RegimeResult>(protocol, seed))),
    KeptResults.Of<DistributionResult>(Protocol.Distributions, seed));
return 0;

bool IsAsked(Protocol protocol) => protocolName is null || protocol.Name == protocolName;

RegimeExperiment Run(Regime regime, Protocol protocol)
{
    var experiment = new RegimeExperiment(regime, protocol, output);
    long start = Stopwatch.GetTimestamp();
    experiment.Run(seed);
    Console.WriteLine($"{protocol.Name}, {regime.Name}: {Stopwatch.GetElapsedTime(start).TotalSeconds:0} s");
    return experiment;
}

void End(RegimeExperiment experiment)
{
    if (!args.Contains("--keep")) experiment.DeleteData();
}

string? Option(string name) => Array.IndexOf(args, name) is >= 0 and var i && i + 1 < args.Length ? args[i + 1] : null;

static bool IsOption(string arg) => arg is "--output" or "--seed" or "--protocol";
