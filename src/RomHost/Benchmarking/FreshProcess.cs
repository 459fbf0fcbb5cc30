using System.Globalization;
using System.Reflection;
using Rom.Numerics.Files;
using RomHost.Pipeline;
using RomHost.Processes;
using RomHost.Reporting;

namespace RomHost.Benchmarking;

/// <summary>
/// Runs <c>romhost measure</c> as a process that did nothing else before, so that the memory of one model is not that of another.
/// </summary>
internal static class FreshProcess
{
    // For what a plugin does after it was cancelled, and for the start and the reading of data.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);

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
        var (host, first) = Host();
        try
        {
            // Its standard input stays open for as long as this process lives: then it ends too (MeasureCommand).
            ChildProcess.OutputOf(
                host, [.. first, "measure", context.Folder.Root, "--model", model, "--to", result, .. seed, .. limit, .. plugins],
                trainingLimit is { } most ? TimeSpan.FromSeconds(most) + Grace : null, context.Cancellation);
            return JsonText.Read<T>(result);
        }
        finally
        {
            File.Delete(result);
        }
    }

    // This process was started by dotnet (dotnet romhost.dll) or by a launcher of its own.
    private static (string Program, string[] First) Host()
    {
        var entry = Assembly.GetEntryAssembly();
        if (entry != typeof(FreshProcess).Assembly || Environment.ProcessPath is not { } host)
            throw new InvalidOperationException("this process is not romhost, which would be started again");
        bool isRuntime = Path.GetFileNameWithoutExtension(host).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return (host, isRuntime ? [entry.Location] : []);
    }
}
