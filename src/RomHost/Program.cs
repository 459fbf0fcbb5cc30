return RomHost.Cli.RootCommandLine.Invoke(args);
