using System.CommandLine;

namespace RomHost.Cli;

/// <summary>The options of commands that work on experiments, here or as jobs.</summary>
internal class WorkOptions
{
    private readonly Option<bool> noReuse = SharedOptions.NoReuse();
    private readonly Option<bool> verbose = SharedOptions.Verbose();
    private readonly Option<bool> quiet = SharedOptions.Quiet();

    /// <summary>Adds the options to a command.</summary>
    /// <param name="command">The command.</param>
    public virtual void AddTo(Command command)
    {
        foreach (Option option in (Option[])[noReuse, verbose, quiet]) command.Add(option);
    }

    /// <summary>Whether artifacts are taken from other experiments in the output root.</summary>
    /// <param name="parsed">The command line.</param>
    public bool Reuses(ParseResult parsed) => !parsed.GetValue(noReuse);

    /// <summary>Whether stack traces are shown.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsVerbose(ParseResult parsed) => parsed.GetValue(verbose);

    /// <summary>Whether warnings and errors alone are shown.</summary>
    /// <param name="parsed">The command line.</param>
    public bool IsQuiet(ParseResult parsed) => parsed.GetValue(quiet);

    /// <summary>Returns the arguments with which another process of this program does the same.</summary>
    /// <param name="parsed">The command line.</param>
    public virtual IEnumerable<string> Arguments(ParseResult parsed)
    {
        if (parsed.GetValue(noReuse)) yield return noReuse.Name;
        if (parsed.GetValue(verbose)) yield return verbose.Name;
    }
}
