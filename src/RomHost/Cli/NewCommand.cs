using System.CommandLine;
using Rom.Forecasting.Serialization;
using RomHost.Configuration.Binding;
using RomHost.Starters;

namespace RomHost.Cli;

/// <summary>The command <c>romhost new NAME</c>: writes a commented configuration to begin with.</summary>
internal sealed class NewCommand : Command
{
    private readonly Argument<string?> name = new("NAME")
    {
        Description =
            $"One of {string.Join(", ", Starter.All.Select(starter => starter.Name))}. Without it, they are listed.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> to = new("--to")
    {
        Description =
            "The file to write, or a folder for it; default: NAME.yaml here. What else it needs goes beside it.",
        HelpName = "FILE",
    };

    private readonly Option<bool> force = new("--force") { Description = "Replace files that are there." };
    private readonly Option<bool> verbose = SharedOptions.Verbose();

    /// <summary>Creates the command.</summary>
    public NewCommand() : base("new", "Writes a commented configuration to begin from, with the files that it needs.")
    {
        Add(name);
        Add(to);
        Add(force);
        Add(verbose);
        SetAction(parsed => CommandGuard.Run(parsed.GetValue(verbose), () => Run(parsed)));
    }

    private int Run(ParseResult parsed)
    {
        if (parsed.GetValue(name) is { } wanted) return Write(wanted, parsed.GetValue(to), parsed.GetValue(force));
        foreach (Starter one in Starter.All) Console.WriteLine($"{one.Name,-12} {one.Description}");
        return ExitCode.Done;
    }

    private static int Write(string name, string? to, bool force)
    {
        string[] names = [.. Starter.All.Select(one => one.Name)];
        if (Starter.All.FirstOrDefault(one => one.Name == name) is not { } starter)
        {
            Console.Error.WriteLine(
                $"error: there is nothing called {Printable.Quoted(name)} to begin from{NearestName.Hint(name, names)} "
                + $"(there are: {string.Join(", ", names)})");
            return ExitCode.BadInput;
        }
        string file = $"{name}.yaml";
        if (to is { Length: > 0 })
            file = Directory.Exists(to) || Path.EndsInDirectorySeparator(to) ? Path.Combine(to, file) : to;
        try
        {
            IReadOnlyList<string> written = starter.Write(file, force);
            foreach (string path in written) Console.WriteLine($"written: {path}");
            string quoted = file.Contains(' ') ? $"\"{file}\"" : file;
            Console.WriteLine($"Go on with: romhost run --config {quoted}");
            return ExitCode.Done;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"error: {e.Message}");
            return ExitCode.BadInput;
        }
    }
}
