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
    /// <summary>Measures in a fresh process.</summary>
    /// <param name="context">The experiment, with its configuration and whatever the measurement reads written already.</param>
    /// <param name="model">The model's name.</param>
    /// <param name="trainingSeed">The seed of a training; null to measure inference.</param>
    /// <param name="trainingLimit">Seconds after which a training is ended; null for a whole one.</param>
    /// <exception cref="OperationCanceledException">It was cancelled; the process was ended.</exception>
    /// <exception cref="InvalidOperationException">The process could not be started, or failed; the message says how.</exception>
    public static T Measure<T>(StageContext context, string model, ulong? trainingSeed, double? trainingLimit = null)
    {
        string result = Path.Combine(context.Folder.Root, "measurement" + AtomicFile.TemporaryEnding);
        string[] seed = trainingSeed is { } value ? ["--training-seed", value.ToString(CultureInfo.InvariantCulture)] : [];
        string[] limit = trainingLimit is { } seconds ? ["--training-limit", seconds.ToString("R", CultureInfo.InvariantCulture)] : [];
        string[] plugins = [.. context.Catalog.Loaded.SelectMany(plugin => new[] { "--plugin-dir", plugin.Path })];
        try
        {
            Run(["measure", context.Folder.Root, "--model", model, "--to", result, .. seed, .. limit, .. plugins], context.Cancellation);
            return JsonText.Read<T>(result);
        }
        finally
        {
            File.Delete(result);
        }
    }

    private static void Run(IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var process = Start(arguments);
        // Whatever a plugin prints is read, so that it never waits.
        var printed = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw;
        }
        Task.WaitAll([printed, complaints], CancellationToken.None);
        if (process.ExitCode == 0) return;
        string last = complaints.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
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
        process.StandardInput.Close();
        return process;
    }
}
