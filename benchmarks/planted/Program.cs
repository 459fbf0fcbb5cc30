using System.Globalization;
using Planted;
using Rom.Analysis.Contests;

// Verdicts of the runtime analyzer on real time: two equal pieces of work, and one that is 5 % longer, each many times, alone and with
// a neighbour that keeps a processor busy in bursts. Made by: dotnet run -c Release --project benchmarks/planted
if (args is ["neighbour"])
{
    Neighbour.Disturb();
    return;
}
int repetitions = args is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 40;
Console.WriteLine($"{"ratio",6} {"neighbour",10} {"expected",12} {"right",10} {"opposite",9} {"median ratio",13} {"widest interval",16}");
foreach (bool hasNeighbour in (bool[])[false, true])
{
    using var neighbour = hasNeighbour ? Neighbour.Start() : null;
    foreach (var (steps, expected) in ((int, Verdict)[])[(2000, Verdict.Equivalent), (2100, Verdict.Slower)])
    {
        var results = new List<PairResult>();
        for (int k = 0; k < repetitions; k++)
        {
            var (a, b) = (new Work(2000), new Work(steps));
            var settings = new ContestSettings { Seed = (ulong)k, TimeCap = TimeSpan.FromSeconds(4), WarmUp = TimeSpan.FromSeconds(0.1) };
            var rounds = new Contest(TimeProvider.System).Run([new("A", a.Run), new("B", b.Run)], settings);
            results.Add(PairResult.Of(rounds, [0, 1], settings)[0]);
        }
        int right = results.Count(result => result.Verdict == expected), opposite = results.Count(result => result.Verdict == Verdict.Faster);
        var ordered = results.ConvertAll(result => result.TimeRatio).Order().ToList();
        double median = ordered[repetitions / 2], widest = results.Max(result => result.High / result.Low - 1);
        string neighbours = hasNeighbour ? "busy" : "none", counted = $"{right} of {repetitions}";
        Console.WriteLine(FormattableString.Invariant(
            $"{steps / 2000.0,6:0.00} {neighbours,10} {expected,12} {counted,10} {opposite,9} {median,13:0.0000} {widest,16:0.00%}"));
    }
    neighbour?.Kill();
}
