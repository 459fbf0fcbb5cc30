using RomHost.Cli;
using RomHost.Ending;

ForeignExit.Watch();
HostExit.End(RootCommandLine.Invoke(args));
