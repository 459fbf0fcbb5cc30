namespace Rom.Analysis.Contests;

/// <summary>
/// Lets a program offer itself for repetitions in processes of their own, because how fast code runs differs from
/// process to process (addresses, layout of the code). A program that does not offer itself is never started again: its
/// contests are of one process, and their notes say so.
/// </summary>
/// <remarks>
/// The first statement of <c>Main</c>: <c>if (ContestWorker.TryRun(args)) return;</c>. A worker makes a contender by
/// its factory, so the factory must be findable: a static method, or a lambda that captures nothing. Contenders whose
/// factories capture variables are handed over: <c>ContestWorker.TryRun(args, contenders)</c>.
/// </remarks>
public static class ContestWorker
{
    /// <summary>Runs a repetition, where this process was started for one.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="contenders">
    /// Contenders that a worker finds by their names; only those whose factories capture variables need be given.
    /// </param>
    /// <returns>True where this process was started as a worker and has done its work: the program ends then.</returns>
    /// <exception cref="InvalidDataException">
    /// It was started as a worker, but the request cannot be read or names other contenders.
    /// </exception>
    public static bool TryRun(string[] args, params IReadOnlyList<Contender> contenders)
    {
        ArgumentNullException.ThrowIfNull(args);
        var own = WorkerProcesses.FilesIn(args) ?? WorkerProcesses.FilesIn(Environment.GetCommandLineArgs());
        if (own is not { } files)
        {
            WorkerProcesses.Offer(contenders);
            return false;
        }
        WorkerRequest.Read(files.Request).Run(contenders, files.Result);
        return true;
    }
}
