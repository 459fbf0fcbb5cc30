using System.Diagnostics;
using System.Reflection;

namespace Host.EndToEnd;

/// <summary>The built host, run as a user runs it.</summary>
internal static class HostProcess
{
    /// <summary>The repository's root.</summary>
    public static string Repository { get; } = Metadata("Repository");

    /// <summary>The output folder of the plugin that prevents the host from stopping, or ends it.</summary>
    public static string EndingOutput { get; } = Metadata("Ending");

    /// <summary>The output folder of the plugin that misbehaves; copy it under its name to load it.</summary>
    public static string MisbehavingOutput { get; } = Metadata("Misbehaving");

    /// <summary>The output folder of the plugin with texts in two languages.</summary>
    public static string WordedOutput { get; } = Metadata("Worded");

    /// <summary>The output folder of the plugin <c>Rebuilt</c> as it was.</summary>
    public static string RebuiltBefore { get; } = Metadata("RebuiltBefore");

    /// <summary>The output folder of the plugin <c>Rebuilt</c>, of the same version, with other code.</summary>
    public static string RebuiltAfter { get; } = Metadata("RebuiltAfter");

    /// <summary>
    /// Arguments of <c>run</c> that leave out all measurements of models, where a test is not about them: they take
    /// most of the time of a small experiment.
    /// </summary>
    public static string[] Unmeasured { get; } = ["--set", "benchmark.enabled=false"];

    /// <summary>
    /// An argument in front of others that lets <c>run</c> and <c>sweep</c> take artifacts from other experiments.
    /// Without it each experiment is made: tests compare experiments of the same inputs.
    /// </summary>
    public const string Reusing = "(reusing)";

    /// <summary>Runs the host to its end.</summary>
    public static HostResult Run(string workingDirectory, params string[] arguments) =>
        Finish(Start(workingDirectory, arguments), arguments);

    /// <summary>Runs the host to its end with a limit on its memory.</summary>
    public static HostResult RunWithin(long memory, string workingDirectory, params string[] arguments) =>
        Finish(Start(workingDirectory, arguments, memory), arguments);

    /// <summary>Runs the host to its end with an environment variable.</summary>
    public static HostResult RunWith(
        string variable, string value, string workingDirectory, params string[] arguments) =>
        Finish(Start(workingDirectory, arguments, null, (variable, value)), arguments);

    /// <summary>Starts the host with an environment variable.</summary>
    public static Process StartWith(
        string variable, string value, string workingDirectory, params string[] arguments) =>
        Start(workingDirectory, arguments, null, (variable, value));

    /// <summary>Runs the host to its end within a limit that a shell sets.</summary>
    /// <param name="limit">The arguments of <c>ulimit</c>.</param>
    /// <param name="workingDirectory">The folder that it is run in.</param>
    /// <param name="arguments">Its arguments.</param>
    public static HostResult RunLimited(string limit, string workingDirectory, params string[] arguments) =>
        Finish(
            Start(
                workingDirectory, arguments, null, ("DOTNET_EnableWriteXorExecute", "0"),
                $"ulimit {limit}; exec dotnet \"$0\" \"$@\""),
            arguments);

    /// <summary>Runs the host to its end with streams that a shell redirects or closes.</summary>
    /// <param name="redirection">The redirection, such as <c>&gt;&amp;-</c>.</param>
    /// <param name="workingDirectory">The folder that it is run in.</param>
    /// <param name="arguments">Its arguments.</param>
    public static HostResult RunRedirected(string redirection, string workingDirectory, params string[] arguments) =>
        Finish(
            Start(workingDirectory, arguments, null, null, $"exec dotnet \"$0\" \"$@\" {redirection}"), arguments);

    private static HostResult Finish(Process process, string[] arguments)
    {
        using var finished = process;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"romhost {string.Join(' ', arguments)} did not end: {error.Result}");
        }
        return new HostResult(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts the host.</summary>
    public static Process Start(string workingDirectory, params string[] arguments) =>
        Start(workingDirectory, arguments, null);

    /// <summary>Starts the host as the leader of a session, and so of a process group, of its own.</summary>
    public static Process StartInSession(string workingDirectory, params string[] arguments) =>
        Start(workingDirectory, arguments, null, program: "setsid");

    private static Process Start(
        string workingDirectory, string[] arguments, long? memory, (string Name, string Value)? variable = null,
        string? script = null, string program = "dotnet")
    {
        var start = new ProcessStartInfo(script is null ? program : "/bin/sh")
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (script is not null)
        {
            start.ArgumentList.Add("-c");
            start.ArgumentList.Add(script);
        }
        if (program != "dotnet") start.ArgumentList.Add("dotnet");
        start.ArgumentList.Add(Metadata("Host"));
        foreach (string argument in arguments.Where(argument => argument != Reusing)) start.ArgumentList.Add(argument);
        if (arguments is ["run" or "sweep", ..]) start.ArgumentList.Add("--no-reuse");
        start.Environment.Remove("ROMHOST_PLUGIN_PATH");
        start.Environment["ENDING_MARK"] = Path.Combine(workingDirectory, "acting");
        if (variable is { } one) start.Environment[one.Name] = one.Value;
        if (memory is { } bytes) start.Environment["DOTNET_GCHeapHardLimit"] = bytes.ToString("x");
        return Process.Start(start)!;
    }

    private static string Metadata(string key) => Path.GetFullPath(
        typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == key).Value!);
}
