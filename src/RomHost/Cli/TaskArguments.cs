using System.CommandLine;
using RomHost.Artifacts;
using RomHost.Clusters;

namespace RomHost.Cli;

/// <summary>The option of <c>run</c> with which the scripts of <c>submit</c> name their task.</summary>
internal sealed class TaskArguments
{
    private readonly Option<string?> task = new(TaskName.Option)
    {
        Description = "The task of a submission that this is: SUBMISSION.JOB_TASK.",
        Hidden = true,
    };

    /// <summary>Adds the option to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command) => command.Add(task);

    /// <summary>
    /// Lets artifacts that are finished remove the count of the task's starts, and tells the tasks that ended before.
    /// </summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="context">The experiment.</param>
    /// <returns>The tasks that ended before; null where this is no task.</returns>
    /// <exception cref="InvalidDataException">The name is none of a task.</exception>
    public EndedTasks? Begin(ParseResult parsed, ExperimentContext context)
    {
        if (parsed.GetValue(task) is not { } text) return null;
        var name = TaskName.Parse(text)
            ?? throw new InvalidDataException($"{task.Name}: expected SUBMISSION.JOB_TASK, found '{text}'");
        var folder = new ClusterFolder(context.Folder);
        context.Store.Starts = folder.StartsOf(name);
        return new EndedTasks(folder, name, context.Display.Warn);
    }
}
