using RomHost.Artifacts;
using RomHost.Pipeline;
using RomHost.Reporting.Tables;

namespace RomHost.Dashboard;

/// <summary>An experiment as it was found at one time.</summary>
/// <param name="Name">Its path in the folder that is observed, with <c>/</c>.</param>
/// <param name="Folder">Its folder.</param>
/// <param name="State">Its state.</param>
/// <param name="Stamp">Length and time of its summary; null for none.</param>
/// <param name="Summary">Its summary without the parts that no table shows; null where there is none to read.</param>
/// <param name="Problem">Why its results cannot be read; null where they can, or are not there yet.</param>
/// <param name="Processes">The processes at work on it.</param>
/// <param name="Tasks">What its submissions' files tell of their tasks; null where it was never submitted.</param>
/// <param name="Rows">Its rows in the table of results.</param>
internal sealed record ObservedExperiment(
    string Name, ExperimentFolder Folder, ExperimentState State, (long Bytes, long Ticks)? Stamp,
    ExperimentSummary? Summary, string? Problem, IReadOnlyList<WorkingProcess> Processes, SubmittedTasks? Tasks,
    IReadOnlyList<ResultRow> Rows)
{
    /// <summary>A text that changes with everything the dashboard shows of it without opening more files.</summary>
    public string Fingerprint => string.Join(
        '\n',
        Processes.Select(process => $"{process.Id} {process.Work} {process.Progress?.Text}")
            .Prepend($"{Name} {State} {Stamp} {Problem} {Tasks?.Text}"));
}
