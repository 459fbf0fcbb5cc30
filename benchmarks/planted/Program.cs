using System.Globalization;
using Planted;
using Rom.Analysis.Contests;

// Verdicts of the runtime analyzer on real time: of equal pieces of work, and of one that is 5 % longer, each many
// times, alone and beside a process that keeps all processors busy in bursts. See benchmarks/README.md.
if (!args.Contains("one-process") && ContestWorker.TryRun(args, PlantedPair.Contenders)) return;
if (args is ["neighbour"])
{
    Neighbour.Disturb();
    return;
}
int contests = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 40;
bool isHost = args.Contains("host");
string[] wanted = [.. args.Skip(1).Where(arg => arg is not ("host" or "alone" or "busy" or "one-process"))];
bool[] neighbours = args.Contains("alone") ? [false] : args.Contains("busy") ? [true] : [false, true];

Console.WriteLine(
    "| work | true ratio | neighbour | expected | right | opposite | median ratio | median width | s a contest |");
Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
foreach (bool hasNeighbour in neighbours)
{
    using var neighbour = hasNeighbour ? Neighbour.Start() : null;
    try
    {
        foreach (var pair in isHost ? HostPair.All() : PlantedPair.All().Cast<IPair>())
        {
            if (wanted.Length == 0 || wanted.Contains(pair.Work))
                Measurement.Of(pair, contests).Write(pair, hasNeighbour, Console.Out);
        }
    }
    finally
    {
        neighbour?.Kill();
    }
}
