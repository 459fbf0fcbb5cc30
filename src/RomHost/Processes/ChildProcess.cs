using System.ComponentModel;
using System.Diagnostics;

namespace RomHost.Processes;

/// <summary>Programs that the host starts, without a shell, and waits for.</summary>
internal static class ChildProcess
{
    // What a program started may live on and keep its streams open.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly HashSet<Process> Running = [];

    /// <summary>Finds a program in the folders of PATH.</summary>
    /// <param name="names">Its names, the preferred one first.</param>
    /// <returns>Its path, or null.</returns>
    public static string? Find(params IEnumerable<string> names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending))).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">After so long it is ended with all that it started; null for no limit.</param>
    /// <param name="cancellation">Ends it likewise.</param>
    /// <param name="input">
    /// Writes its standard input, which is closed then; null leaves it open and empty until the program ends, or this process does.
    /// </param>
    /// <param name="environment">Environment variables that it has beside this process's own.</param>
    /// <returns>What it wrote to standard output.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">
    /// It could not be started, failed or took too long; the message says what it said last.
    /// </exception>
    public static string OutputOf(
        string path, IEnumerable<string> arguments, TimeSpan? limit, CancellationToken cancellation, Action<Stream>? input = null,
        params IEnumerable<KeyValuePair<string, string>> environment)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(path, arguments, environment);
        using var noted = new Noted(process);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } most) stop.CancelAfter(most);
        using (stop.Token.Register(() => Kill(process)))
        {
            if (input is not null) Write(process, input);
            process.WaitForExit(Timeout.InfiniteTimeSpan);
        }
        bool isRead = Task.WaitAll([output, complaints], (int)Patience.TotalMilliseconds, CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (stop.IsCancellationRequested)
            throw new InvalidOperationException($"{path}: expected its end within {limit!.Value.TotalSeconds:0} s, ended it");
        if (!isRead) throw new InvalidOperationException($"{path}: expected its output to end with it, found it open still");
        if (process.ExitCode == 0) return output.Result;
        string last = complaints.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault()
            ?? "it said nothing";
        throw new InvalidOperationException($"{path}: expected exit code 0, found {process.ExitCode}: {last}");
    }

    /// <summary>Ends all that run, with all that they started.</summary>
    public static void KillAll()
    {
        lock (Running)
        {
            foreach (var process in Running) Kill(process);
        }
    }

    /// <summary>Ends a program with all that it started, unless it has ended.</summary>
    /// <param name="process">The program.</param>
    public static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself.
        }
    }

    private static void Write(Process process, Action<Stream> input)
    {
        try
        {
            input(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before it had read everything: its exit code says why.
        }
    }

    /// <summary>Starts a program whose three streams are pipes.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Environment variables that it has beside this process's own.</param>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public static Process Start(
        string path, IEnumerable<string> arguments, params IEnumerable<KeyValuePair<string, string>> environment)
    {
        try
        {
            var start = new ProcessStartInfo(path, arguments)
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            foreach (var (name, value) in environment) start.Environment[name] = value;
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"{path}: expected a program that can be started, found: {e.Message}", e);
        }
    }

    /// <summary>Lets <see cref="KillAll"/> know of a process, until this is disposed.</summary>
    internal sealed class Noted : IDisposable
    {
        private readonly Process process;

        /// <summary>Notes a process.</summary>
        /// <param name="process">The process.</param>
        public Noted(Process process)
        {
            this.process = process;
            lock (Running) Running.Add(process);
        }

        /// <inheritdoc/>
        public void Dispose()
        {
            lock (Running) Running.Remove(process);
        }
    }
}
