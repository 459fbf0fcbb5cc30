using Peers.Measuring;
using Peers.Processes;
using Peers.Rows;

// dotnet run -c Release --project benchmarks/peers [-- ROW…]: all rows are written to docs/PERFORMANCE.md, some only shown.
IRow[] all = [new SwarmStep(), new LargeSwarm(), new SwarmGrowth()];
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
    Console.WriteLine(workplace.Ceilings);
    foreach (var row in rows)
    {
        Console.WriteLine($"{row.Key}: {row.Work} [{row.Target}]");
        foreach (var finding in row.Measure(workplace)) Console.WriteLine($"    {finding}");
    }
    return 0;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
