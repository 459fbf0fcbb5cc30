using System.ComponentModel;
using Rom.Numerics.Processes;

namespace RomHost.Processes;

/// <summary>
/// Programs that the host starts, without a shell, and waits for. Each ends with all that it started when the host
/// does, however that ends; Ctrl-C reaches the host alone.
/// </summary>
internal static class ChildProcess
{
    // Processes that left the program's group may live on and keep its streams open.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan SignalDelay = TimeSpan.FromSeconds(1);

    /// <summary>Searches a program in the folders of PATH.</summary>
    /// <param name="names">Its names, the preferred one first.</param>
    /// <returns>Its path, or null.</returns>
    public static string? Find(params IEnumerable<string> names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        string ending = OperatingSystem.IsWindows() ? ".exe" : "";
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name + ending)))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Starts a program.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="setting">The surroundings that it is started in.</param>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public static StartedProgram Start(string path, IEnumerable<string> arguments, ProgramSetting setting)
    {
        try
        {
            return StartedProgram.Start([path, .. arguments], setting);
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"{path}: expected a program that can be started, found: {e.Message}", e);
        }
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">After so long it is ended with all that it started; null for no limit.</param>
    /// <param name="cancellation">Ends it likewise.</param>
    /// <param name="input">Writes its standard input, which is closed then; null for an empty one.</param>
    /// <param name="environment">Environment variables that it has beside this process's own.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">
    /// It could not be started, failed or took too long; the message names the cause that it gave.
    /// </exception>
    public static void Run(
        string path, IEnumerable<string> arguments, TimeSpan? limit, CancellationToken cancellation,
        Action<Stream>? input = null,
        IReadOnlyDictionary<string, string>? environment = null) =>
        ToEnd(path, arguments, limit, cancellation, input, environment ?? new Dictionary<string, string>(), output =>
        {
            output.CopyTo(Stream.Null);
            return "";
        });

    /// <summary>Runs a program to its end and keeps what it prints.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">After so long it is ended with all that it started.</param>
    /// <param name="cancellation">Ends it likewise.</param>
    /// <returns>Its standard output.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">
    /// It could not be started, failed or took too long; the message names the cause that it gave.
    /// </exception>
    public static string OutputOf(
        string path, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellation) =>
        ToEnd(path, arguments, limit, cancellation, null, new Dictionary<string, string>(),
            output => new StreamReader(output).ReadToEnd());

    /// <summary>Runs a program to its end, whatever its exit code, and keeps what it prints.</summary>
    /// <param name="path">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="limit">After so long it is ended with all that it started.</param>
    /// <param name="cancellation">Ends it likewise.</param>
    /// <returns>The result; null where it took too long.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="InvalidOperationException">It could not be started.</exception>
    public static ProgramResult? ResultOf(
        string path, IEnumerable<string> arguments, TimeSpan limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var program = Start(path, arguments, new ProgramSetting());
        var output = Task.Run(() => new StreamReader(program.Output).ReadToEndAsync(), CancellationToken.None);
        var complaints = new LastWords(program.Complaints);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(limit);
        int exitCode;
        using (stop.Token.Register(program.Kill)) exitCode = program.Exit.GetAwaiter().GetResult();
        program.Kill();
        bool isRead = Task.WaitAny([output], Patience) == 0 && complaints.Wait(Patience);
        ThrowIfStopped(exitCode, cancellation);
        return stop.IsCancellationRequested || !isRead
            ? null
            : new ProgramResult(exitCode, output.Result, complaints.Read(TimeSpan.Zero));
    }

    /// <summary>
    /// Throws where this process was stopped too, which a program that a signal ended may know first.
    /// </summary>
    /// <param name="exitCode">The program's exit code.</param>
    /// <param name="cancellation">Cancelled by the signals of this process.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static void ThrowIfStopped(int exitCode, CancellationToken cancellation)
    {
        const int signalled = 128, interrupt = 2, terminate = 15;
        // A batch system signals all processes of a job at once.
        if (exitCode is signalled + interrupt or signalled + terminate) cancellation.WaitHandle.WaitOne(SignalDelay);
        cancellation.ThrowIfCancellationRequested();
    }

    private static string ToEnd(
        string path, IEnumerable<string> arguments, TimeSpan? limit, CancellationToken cancellation,
        Action<Stream>? input, IReadOnlyDictionary<string, string> variables, Func<Stream, string> read)
    {
        cancellation.ThrowIfCancellationRequested();
        using var program = Start(path, arguments, new() { HasInput = input is not null, Variables = variables });
        var output = Task.Factory.StartNew(
            () => read(program.Output), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var complaints = new LastWords(program.Complaints);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } most) stop.CancelAfter(most);
        int exitCode;
        using (stop.Token.Register(program.Kill))
        {
            if (input is not null) Write(program.Input, input);
            exitCode = program.Exit.GetAwaiter().GetResult();
        }
        program.Kill(); // what it started and left would keep its streams open
        bool isRead = Task.WaitAny([output], Patience) == 0 && complaints.Wait(Patience);
        ThrowIfStopped(exitCode, cancellation);
        if (stop.IsCancellationRequested)
            throw new InvalidOperationException(
                $"{path}: expected its end within {limit!.Value.TotalSeconds:0} s, ended it");
        if (!isRead)
            throw new InvalidOperationException($"{path}: expected its output to end with it, found it open still");
        if (exitCode == 0) return output.Result;
        throw new InvalidOperationException(
            $"{path}: expected exit code 0, found {exitCode}: {LastWords.CauseIn(complaints.Read(TimeSpan.Zero))}");
    }

    private static void Write(Stream stream, Action<Stream> input)
    {
        try
        {
            input(stream);
            stream.Close();
        }
        catch (IOException)
        {
            // The program ended before it had read everything: its exit code gives the reason.
        }
    }
}
