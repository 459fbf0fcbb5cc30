using Peers.Measuring;
using Peers.Processes;
using Peers.Reporting;
using Peers.Rows;

// dotnet run -c Release --project benchmarks/peers [-- ROW…]: all rows are written to docs/PERFORMANCE.md, some only shown.
IRow[] all =
[
    new SwarmStep(), new LargeSwarm(), new SwarmGrowth(), new Ensemble(), new Density(), new Pod(), new MvarFit(), new MvarStep(),
    new LstmStep(), new LstmEpoch(), new WholeExperiment(), new MemoryGrowth(), new Startup(),
];
IRow[] rows = args.Length == 0 ? all : [.. all.Where(row => args.Contains(row.Key))];
if (rows.Length < Math.Max(1, args.Length))
{
    Console.Error.WriteLine($"expected rows among {string.Join(", ", all.Select(row => row.Key))}, found {string.Join(", ", args)}");
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
    if (rows.Length == all.Length) PerformanceTable.Write(Installation.Report, workplace.Ceilings, findings);
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
