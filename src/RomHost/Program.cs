RomHost.Ending.HostExit.End(RomHost.Cli.RootCommandLine.Invoke(args));
