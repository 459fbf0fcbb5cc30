namespace Rom.Analysis.Contests;

/// <summary>
/// Lets a program run repetitions in child processes, because the speed of code differs from process to process
/// (addresses, layout of the code). A program that does not call it is never started again: its comparisons use one
/// process, and their notes say so.
/// </summary>
/// <remarks>
/// Use it as the first statement of <c>Main</c>: <c>if (ContestWorker.TryRun(args)) return;</c>. A worker creates a
/// contender by its factory, which must therefore be a static method or a lambda without captured variables. Pass
/// contenders whose factories capture variables: <c>ContestWorker.TryRun(args, contenders)</c>.
/// </remarks>
public static class ContestWorker
{
    /// <summary>Runs a repetition if this process was started for one.</summary>
    /// <param name="args">The program's arguments.</param>
    /// <param name="contenders">
    /// Contenders that a worker finds by name; needed only for factories that capture variables.
    /// </param>
    /// <returns>True if this process was started as a worker and has finished: the program should end.</returns>
    /// <exception cref="InvalidDataException">
    /// The process was started as a worker, but the request cannot be read or names other contenders.
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
