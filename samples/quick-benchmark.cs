#:package Rom.Analysis@0.1.0
#:property Optimize=true
// Compares two forecasts of your own without a host:
//   dotnet run quick-benchmark.cs
// It prints which is faster, by how much, and with what certainty. Any IRomModel can replace the delegates.
using Rom.Analysis;
using Rom.Analysis.Contests;

const int Dimension = 12, Lag = 5, Steps = 100;
var random = new Random(1);
double[] window = [.. Enumerable.Range(0, Lag * Dimension).Select(_ => random.NextDouble() - 0.5)];
double[] matrix = [.. Enumerable.Range(0, Lag * Dimension * Dimension).Select(_ => 0.02 * (random.NextDouble() - 0.5))];

// y(k) = Σ A(j) y(k − j), and the same with its sums the other way round. Each instance has buffers of its own.
Action Autoregression(bool byRows)
{
    var (state, forecast) = (new double[(Lag + Steps) * Dimension], new double[Steps * Dimension]);
    return () =>
    {
        window.CopyTo(state, 0);
        for (int k = 0; k < Steps; k++)
        {
            Span<double> past = state.AsSpan(k * Dimension, Lag * Dimension);
            Span<double> next = state.AsSpan((Lag + k) * Dimension, Dimension);
            next.Clear();
            for (int a = 0; a < (byRows ? Dimension : past.Length); a++)
            {
                for (int b = 0; b < (byRows ? past.Length : Dimension); b++)
                {
                    var (i, j) = byRows ? (a, b) : (b, a);
                    next[i] += matrix[i * past.Length + j] * past[j];
                }
            }
        }
        state.AsSpan(Lag * Dimension).CopyTo(forecast);
    };
}

// The program runs every repetition in a process of its own.
Contender[] contenders =
[
    Contender.Create("by rows", () => Autoregression(true)),
    Contender.Create("by columns", () => Autoregression(false)),
];
if (ContestWorker.TryRun(args, contenders)) return;
var settings = new ContestSettings { TimeCap = TimeSpan.FromSeconds(5) };
var result = CaseResult.Of("trajectory", new Contest(TimeProvider.System).Run(contenders, settings), settings);
foreach (var (name, times) in result.Times)
    Console.WriteLine($"{name}: {times.MedianSeconds * 1e6:0.0} µs, {result.BytesPerCall[name]:0} bytes a call");
foreach (var pair in result.Pairs) Console.WriteLine($"{pair.B} / {pair.A}: {Text(pair)}, {pair.Verdict}");
Console.WriteLine($"two instances of {result.Self.A}: {Text(result.Self)}, {result.Processes} processes");
foreach (string note in result.Notes) Console.WriteLine($"note: {note}");

// One of them alone, with the keys of runtime_profile.json.
Console.WriteLine(QuickBenchmark.Run(
    "last state",
    (given, steps, output) =>
    {
        for (int k = 0; k < steps; k++) given[^Dimension..].CopyTo(output[(k * Dimension)..]);
    },
    window, trainingSeconds: 0, parameterCount: 0, Dimension, Lag).ToJson());

static string Text(PairResult pair) => $"{pair.TimeRatio:0.000} ({pair.Low:0.000} to {pair.High:0.000})";
