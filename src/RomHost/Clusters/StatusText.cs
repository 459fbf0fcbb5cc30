using System.Globalization;
using System.Text.Json.Nodes;
using Rom.Forecasting.Serialization;

namespace RomHost.Clusters;

/// <summary>Describes the states of experiments as text and as JSON.</summary>
internal static class StatusText
{
    // More of an experiment are counted.
    private const int MostNamed = 20;

    private static readonly WorkState[] States = Enum.GetValues<WorkState>();

    /// <summary>Writes a line for each experiment and stage, and for each task that failed or was lost.</summary>
    /// <param name="output">The output.</param>
    /// <param name="states">The experiments.</param>
    public static void Write(TextWriter output, IEnumerable<ClusterStatus> states)
    {
        foreach (var state in states)
        {
            string name = Path.GetFileName(state.Experiment.Root);
            if (state.Last is not { } last)
            {
                output.WriteLine($"{name}: not submitted, in {state.Experiment.Root}");
                continue;
            }
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name}: {Word(state.State)}, submitted {last.Submitted:yyyy-MM-dd HH:mm:ss}Z, in "
                + $"{state.Experiment.Root}"));
            foreach (var stage in StagesOf(state))
                output.WriteLine($"  {stage.Key,-24} {Counts([.. stage])}");
            TaskState[] wrong =
                [.. state.Tasks.Where(task => task.State is WorkState.Failed or WorkState.Lost)];
            foreach (var task in wrong.Take(MostNamed)) output.WriteLine($"    {Describe(task)}");
            if (wrong.Length > MostNamed)
                output.WriteLine($"    … and {wrong.Length - MostNamed} more; --json lists all");
        }
    }

    /// <summary>Returns the states as JSON.</summary>
    /// <param name="states">The experiments.</param>
    /// <param name="silence">Why the scheduler did not answer; null where it did, or was not asked.</param>
    public static string Json(IEnumerable<ClusterStatus> states, string? silence) => JsonText.Of(new JsonObject
    {
        ["answers"] = silence is null,
        ["message"] = silence,
        ["experiments"] = new JsonArray([.. states.Select(state => new JsonObject
        {
            ["experiment_name"] = Path.GetFileName(state.Experiment.Root),
            ["folder"] = state.Experiment.Root,
            ["state"] = state.Last is null ? null : Word(state.State),
            ["submission"] = state.Last?.Id,
            ["submitted"] = state.Last?.Submitted.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["scheduler"] = state.Last?.Scheduler,
            ["counts"] = CountsOf(state.Tasks),
            ["stages"] = new JsonArray([.. StagesOf(state).Select(stage => new JsonObject
            {
                ["stage"] = stage.Key,
                ["counts"] = CountsOf([.. stage]),
                ["tasks"] = new JsonArray([.. stage.Select(task => new JsonObject
                {
                    ["job"] = task.Job.Job,
                    ["task"] = task.Index,
                    ["runs"] = task.Task.Runs,
                    ["model"] = task.Task.Model,
                    ["state"] = Word(task.State),
                    ["submission"] = task.Submission.Id,
                    ["id"] = task.Number,
                    ["exit_code"] = task.ExitCode,
                    ["reason"] = task.Reason,
                    ["log"] = task.Log,
                })]),
            })]),
        })]),
    });

    private static IEnumerable<IGrouping<string, TaskState>> StagesOf(ClusterStatus state) =>
        state.Tasks.GroupBy(task => task.Job.Stage);

    private static string Word(WorkState state) => state.ToString().ToLowerInvariant();

    private static JsonObject CountsOf(IReadOnlyList<TaskState> tasks) => new(States.Select(state =>
        KeyValuePair.Create<string, JsonNode?>(Word(state), tasks.Count(task => task.State == state))));

    private static string Counts(IReadOnlyList<TaskState> tasks)
    {
        string counts = string.Join(", ", States
            .Select(state => (Word: Word(state), Count: tasks.Count(task => task.State == state)))
            .Where(one => one.Count > 0).Select(one => $"{one.Count} {one.Word}"));
        // Why it waits tells more than that it does: a limit of the account, say.
        string[] reasons =
        [
            .. tasks.Where(task => task.State == WorkState.Waiting && task.Submission.Scheduler == Submission.Slurm)
                .Select(task => task.Reason).OfType<string>().Where(reason => reason is not ("" or "None")).Distinct(),
        ];
        return reasons.Length == 0 ? counts : $"{counts} ({string.Join(", ", reasons)})";
    }

    private static string Describe(TaskState task)
    {
        string name = $"{task.Job.Job} {task.Task.Name}".TrimEnd();
        string number = task.Number is { } id ? $" (job {id})" : "";
        string how = task.State == WorkState.Failed
            ? string.Create(CultureInfo.InvariantCulture, $"failed with exit code {task.ExitCode}")
            : task.Reason is { Length: > 0 } reason ? $"lost ({reason})" : "lost";
        return $"{name}{number}: {how}{(task.Log is { } log ? $": {log}" : ", and left no log")}";
    }
}
