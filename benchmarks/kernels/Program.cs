using BenchmarkDotNet.Running;

// dotnet run -c Release --project benchmarks/kernels -- --filter '*Swarm*'
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
