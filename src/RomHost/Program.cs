using RomHost.Cli;
using RomHost.Ending;
using RomHost.Processes;

// First of all: no file may be opened in the place of a closed standard stream, and with few files that may be open,
// hardly a type can be loaded.
if ((ClosedStreams.Replace(args) ?? ProcessLimits.Refusal()) is { } refusal)
{
    Console.Error.WriteLine("error: " + refusal);
    Environment.Exit(ExitCode.BadInput);
}
using var largeFiles = ProcessLimits.ReportFilesTooLarge();
ForeignExit.Watch();
HostExit.End(RootCommandLine.Invoke(args));
