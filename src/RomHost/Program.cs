using RomHost.Cli;
using RomHost.Ending;

// First of all: with few files that may be open, hardly a type can be loaded.
if (ProcessLimits.Refusal() is { } refusal)
{
    Console.Error.WriteLine("error: " + refusal);
    Environment.Exit(ExitCode.BadInput);
}
using var largeFiles = ProcessLimits.ReportFilesTooLarge();
ForeignExit.Watch();
HostExit.End(RootCommandLine.Invoke(args));
