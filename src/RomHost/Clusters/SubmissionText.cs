using System.Globalization;
using Rom.Forecasting.Serialization;
using RomHost.Artifacts;

namespace RomHost.Clusters;

/// <summary>Describes a submission as text.</summary>
internal static class SubmissionText
{
    /// <summary>Writes a line for the submission, and one for each job.</summary>
    /// <param name="output">The output.</param>
    /// <param name="context">The experiment.</param>
    /// <param name="submission">The submission; null where none was made.</param>
    /// <param name="plan">Its plan.</param>
    public static void Write(TextWriter output, ExperimentContext context, Submission? submission, ClusterPlan plan)
    {
        string name = context.Experiment.Name;
        if (plan.Jobs.Count == 0)
        {
            output.WriteLine($"{name}: nothing to submit, in {context.Folder.Root}");
            return;
        }
        int tasks = plan.Jobs.Sum(job => job.Tasks.Count);
        output.WriteLine(
            $"{name}: {NumberText.Count(plan.Jobs.Count, "job")} of {NumberText.Count(tasks, "task")}"
            + $"{(submission is null ? "" : $", {submission.Id}")}, in {context.Folder.Root}");
        foreach (var job in submission?.Jobs ?? plan.Jobs)
        {
            string id = job.Id is null ? "" : $"{job.Id}  ";
            output.WriteLine($"  {id}{job.Job,-24} {NumberText.Count(job.Tasks.Count, "task")}{SizeOf(job, plan)}");
        }
        if (plan.Replaced.Count > 0)
        {
            output.WriteLine(
                $"  {NumberText.Count(plan.Replaced.Count, "waiting task")} of earlier submissions "
                + $"{NumberText.Noun(plan.Replaced.Count, "is", "are")} submitted again, behind these");
        }
    }

    private static string SizeOf(ClusterJob job, ClusterPlan plan)
    {
        if (job.Tasks[0].Indices is not { } runs || !plan.SecondsPerRun.TryGetValue(job.Stage, out double seconds))
            return job.Tasks[0].Model is null ? "" : $" ({string.Join(", ", job.Tasks.Select(task => task.Model))})";
        string origin = plan.Assumed.Contains(job.Stage) ? "assumed, since none was measured yet" : "measured";
        return string.Create(
            CultureInfo.InvariantCulture,
            $" of about {NumberText.Count(runs.Count, "run")}, {seconds:0.###} s each ({origin})");
    }
}
