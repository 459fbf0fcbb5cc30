using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;
using Peers.Rows;

// dotnet run -c Release --project benchmarks/peers [-- [--write] ROW…]: all rows are written to docs/PERFORMANCE.md;
// some are only shown, or with --write the page says that the others were not measured.
IRow[] all =
[
    new SwarmStep(), new LargeSwarm(), new SwarmGrowth(), new Ensemble(), new Density(), new Pod(), new MvarFit(),
    new MvarStep(), new LstmStep(), new LstmEpoch(), new WholeExperiment(), new SweepOfLags(),
    new StoreLookup(), new MemoryGrowth(), new Startup(),
];
bool write = args.Length == 0 || args.Contains("--write");
args = [.. args.Where(argument => argument != "--write")];
IRow[] rows = args.Length == 0 ? all : [.. all.Where(row => args.Contains(row.Key))];
if (rows.Length < Math.Max(1, args.Length))
{
    Console.Error.WriteLine(
        $"expected rows among {string.Join(", ", all.Select(row => row.Key))}, found {string.Join(", ", args)}");
    return 2;
}
Environment.SetEnvironmentVariable("ROMHOST_LIBTORCH", Installation.LibTorch);
string folder = Directory.CreateTempSubdirectory("romhost-peers-").FullName;
try
{
    var workplace = new Workplace(folder, Ceilings.Measure(folder));
    var findings = new List<(IRow Row, IReadOnlyList<Finding> Findings)>();
    foreach (var row in rows)
    {
        Console.WriteLine($"{row.Key}: {row.Work} [{row.Target}]");
        findings.Add((row, [.. row.Measure(workplace)]));
        foreach (var finding in findings[^1].Findings) Console.WriteLine($"    {finding}");
    }
    foreach (var row in all.Except(rows)) findings.Add((row, [new Finding("not measured in this run", null)]));
    if (write) PerformanceTable.Write(Installation.Report, workplace.Ceilings, findings);
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
