using System.Globalization;
using System.Text;

namespace RomHost.Clusters;

/// <summary>Writes the script of a job.</summary>
/// <remarks>
/// How it ends decides what comes next. Slurm sends USR1 to the script alone before the time is up: the script stops
/// the program in good order and has Slurm start the task again, and so where the program was killed. At a
/// cancellation, a preemption and a requeue Slurm sends TERM to all processes of the job: then the script leaves it to
/// Slurm whether the task starts again. A failure would fail again, so that is not tried. A file counts starts: the
/// program removes it when it finishes an artifact (<see cref="Artifacts.ArtifactStore.Starts"/>), and a start that
/// Slurm ends by TERM is taken back, so that attempts are starts in a row that finished nothing by themselves.
/// </remarks>
/// <param name="folder">The experiment's folder of submissions.</param>
/// <param name="submission">The submission.</param>
/// <param name="program">The words that start this program.</param>
/// <param name="arguments">The arguments of <c>run</c> that select the experiment.</param>
internal sealed class JobScript(
    ClusterFolder folder, Submission submission, IReadOnlyList<string> program, IReadOnlyList<string> arguments)
{
    /// <summary>Returns the text of the script.</summary>
    /// <param name="job">The job.</param>
    /// <param name="options">Its options.</param>
    /// <param name="attempts">The most starts of a task in a row that finish nothing.</param>
    public string TextOf(ClusterJob job, JobOptions options, int attempts)
    {
        var text = new StringBuilder();
        // Not sh: module and its like are functions of bash.
        text.Append(CultureInfo.InvariantCulture, $"""
            #!/bin/bash
            # {submission.NameOf(job)}, written by romhost submit

            """);
        if (options.Before.Count > 0) AppendBefore(text, job, options.Before);
        text.Append(CultureInfo.InvariantCulture, $$"""
            set -eu
            submission={{ShellText.Quote(Path.Combine(folder.Root, submission.Id))}}
            task=${SLURM_ARRAY_TASK_ID:-0}
            name={{submission.Id}}.{{job.Job}}_$task
            mark=$submission.{{job.Job}}_$task.exit
            starts=$submission.{{job.Job}}_$task.starts
            attempt=$(($(cat "$starts" 2> /dev/null || echo 0) + 1))
            attempts={{attempts}}
            stopped='' expired='' child=''

            finish() { # writes the exit code as the name of a file
              rm -f "$starts"
              : > "$mark-$1"
              exit "$1"
            }

            if [ -e "$submission.cancelled" ]; then
              echo 'romhost cancel was called before this task began'
              exit 0
            fi
            rm -f "$mark"-*
            if [ "$attempt" -gt "$attempts" ]; then
              echo "the task was started $attempts times, and finished nothing; romhost submit tries it again"
              finish 75
            fi
            echo "$attempt" > "$starts"

            trap 'stopped=yes; [ ! -e "$starts" ] || echo $((attempt - 1)) > "$starts"' TERM
            trap 'expired="the time is up"; [ -z "$child" ] || kill -TERM "$child"' USR1

            again() { # or not, where starts finish nothing
              echo "attempt $attempt of $attempts ended with exit code $1, since ${expired:-romhost was killed}"
              [ -e "$starts" ] || attempt=0
              trap : TERM # which a requeue sends too
              if [ "$attempt" -lt "$attempts" ] && scontrol requeue "$SLURM_JOB_ID"; then exit 143; fi
              finish 143
            }

            romhost() {
              [ -z "$expired" ] || again 0
              echo "romhost $* ($(uname -n), $(date -u +%Y-%m-%dT%H:%M:%SZ), attempt $attempt of $attempts)"
              {{ShellText.Quote([.. program, .. arguments])}} --threads "$cpus" {{TaskName.Option}} "$name" "$@" &
              child=$!
              [ -z "$expired" ] || kill -TERM "$child" # the time was up before its number was known
              code=0
              wait "$child" || code=$?
              while kill -0 "$child" 2> /dev/null; do # a signal ended the waiting
                code=0
                wait "$child" || code=$?
              done
              child=''
              if [ -n "$stopped" ] || [ -e "$submission.cancelled" ]; then exit 143; fi
              if [ "$code" -gt 128 ]; then again "$code"; fi
              if [ "$code" -ne 0 ]; then finish "$code"; fi
            }

            cpus=${SLURM_CPUS_PER_TASK:-1}
            export OMP_NUM_THREADS="$cpus" DOTNET_PROCESSOR_COUNT="$cpus"
            case $task in

            """);
        for (int k = 0; k < job.Tasks.Count; k++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{k})\n");
            foreach (string step in job.Steps)
                text.Append("  romhost ").Append(ShellText.Quote(job.Tasks[k].Arguments(step))).Append('\n');
            text.Append("  ;;\n");
        }
        return text.Append("esac\nfinish 0\n").ToString();
    }

    // A line that fails would let the program fail later, for reasons that do not name it.
    private void AppendBefore(StringBuilder text, ClusterJob job, IReadOnlyList<string> lines)
    {
        string mark = ShellText.Quote(Path.Combine(folder.Root, $"{submission.Id}.{job.Job}"));
        text.Append(CultureInfo.InvariantCulture, $$"""
            romhost_before_failed() {
              echo "before: '$1' ended with exit code $2" >&2
              : > {{mark}}_${SLURM_ARRAY_TASK_ID:-0}.exit-2
              exit 2
            }
            trap 'romhost_before_failed "$BASH_COMMAND" "$?"' ERR

            """);
        foreach (string line in lines) text.Append(line).Append('\n');
        text.Append("trap - ERR\n");
    }
}
