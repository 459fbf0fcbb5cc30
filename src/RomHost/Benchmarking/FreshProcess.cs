using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Rom.Numerics.Files;
using RomHost.Pipeline;
using RomHost.Reporting;

namespace RomHost.Benchmarking;

/// <summary>
/// Runs <c>romhost measure</c> as a process that did nothing else before, so that the memory of one model is not that of another.
/// </summary>
internal static class FreshProcess
{
    // For what a plugin does after it was cancelled, and for the start and the reading of data.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Measures in a fresh process.</summary>
    /// <param name="context">The experiment, with its configuration and whatever the measurement reads written already.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="trainingSeed">The seed of a training; null to measure inference.</param>
    /// <param name="trainingLimit">Seconds after which a training is ended; null for a whole one.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">The process could not be started, or failed; the message says how.</exception>
    public static T Measure<T>(StageContext context, string model, ulong? trainingSeed = null, double? trainingLimit = null)
    {
        // A name of its own: a process that outlives its parent must not write where the next parent reads.
        string result = Path.Combine(context.Folder.Root, $"measurement-{Guid.NewGuid():N}{AtomicFile.TemporaryEnding}");
        string[] seed = trainingSeed is { } value ? ["--training-seed", value.ToString(CultureInfo.InvariantCulture)] : [];
        string[] limit = trainingLimit is { } seconds ? ["--training-limit", seconds.ToString("R", CultureInfo.InvariantCulture)] : [];
        string[] plugins = [.. context.Catalog.Loaded.SelectMany(plugin => new[] { "--plugin-dir", plugin.Path })];
        try
        {
            Run(["measure", context.Folder.Root, "--model", model, "--to", result, .. seed, .. limit, .. plugins], trainingLimit, context.Cancellation);
            return JsonText.Read<T>(result);
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static void Run(IReadOnlyList<string> arguments, double? limit, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(arguments);
        // Whatever a plugin prints is read, so that it never waits.
        var printed = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is { } seconds) stop.CancelAfter(TimeSpan.FromSeconds(seconds) + Grace);
        try
        {
            process.WaitForExitAsync(stop.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit(Patience);
            cancellation.ThrowIfCancellationRequested();
            throw new InvalidOperationException($"a process of its own did not end {Grace.TotalSeconds:0} s after it was told to");
        }
        // What it started may live on and keep its streams open.
        bool isRead = Task.WaitAll([printed, complaints], (int)Patience.TotalMilliseconds, CancellationToken.None);
        if (process.ExitCode == 0) return;
        string last = (isRead ? complaints.Result : "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
        throw new InvalidOperationException($"a process of its own ended with exit code {process.ExitCode}: {last}");
    }

    private static Process Start(IReadOnlyList<string> arguments)
    {
        if (Assembly.GetEntryAssembly() != typeof(FreshProcess).Assembly || Environment.ProcessPath is not { } host)
            throw new InvalidOperationException("this process is not romhost, which would be started again");
        // It was started by dotnet (dotnet romhost.dll) or by a launcher of its own.
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(host)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (isRuntime) start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        foreach (string argument in arguments) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{host} could not be started");
        // Standard input stays open until this process ends, however it ends: then the other one ends too (MeasureCommand).
        return process;
    }
}
