using System.Diagnostics;

namespace Host.EndToEnd;

/// <summary>
/// Programs with the names of Slurm's, which keep a queue in a file and start nothing: jobs wait in it for ever.
/// </summary>
internal sealed class FakeSlurm
{
    private readonly TestFolder folder;

    public FakeSlurm(TestFolder folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(folder.Combine("slurm"));
        Say("queue", "");
        // An array's range of indices, or N/A; the name is given once for each job.
        Program("sbatch", """
            echo sbatch "$@" >> "$here/calls"
            [ ! -e "$here/sbatch.fails" ] || { cat "$here/sbatch.fails" >&2; exit 1; }
            id=$(($(wc -l < "$here/submitted") + 100)); tasks=N/A; after=None
            for word; do
              case $word in
              --array=*) tasks=${word#--array=} ;;
              --job-name=*) name=${word#--job-name=} ;;
              --dependency=*) after=Dependency ;;
              esac
            done
            case $name in
            "$(cat "$here/sbatch.refuses" 2> /dev/null)".*) echo 'sbatch: error: refused' >&2; exit 1 ;;
            esac
            [ ! -s "$here/queue" ] || while [ -e "$here/sbatch.waits" ]; do sleep 0.05; done # after the first job
            echo "$name" >> "$here/submitted"
            echo "$id|$tasks|PENDING|$after|$name" >> "$here/queue"
            [ ! -e "$here/sbatch.kills" ] || [ "$id" -lt "$(cat "$here/sbatch.kills")" ] || kill -KILL $PPID
            env | grep '^SLURM_' >> "$here/environment"
            echo "$id"
            """);
        Program("squeue", """
            echo squeue "$@" >> "$here/calls"
            [ ! -e "$here/squeue.fails" ] || { cat "$here/squeue.fails" >&2; exit 1; }
            cat "$here/queue"
            """);
        Program("scancel", """
            echo scancel "$@" >> "$here/calls"
            for id; do
              grep -v "^${id%_*}|" "$here/queue" > "$here/queue.new" || :
              mv "$here/queue.new" "$here/queue"
            done
            """);
        Program("scontrol", """
            echo scontrol "$@" >> "$here/calls"
            echo "MaxArraySize            = $(cat "$here/most" 2> /dev/null || echo 1001)"
            """);
        Say("submitted", "");
    }

    /// <summary>The jobs in the queue, as squeue prints them.</summary>
    public string[] Queue => File.ReadAllLines(Of("queue"));

    /// <summary>The calls of the programs, of one of them or of all.</summary>
    public string[] Calls(string program = "") => !File.Exists(Of("calls"))
        ? []
        : [.. File.ReadAllLines(Of("calls")).Where(line => line.StartsWith(program, StringComparison.Ordinal))];

    /// <summary>Writes a file that the programs look at.</summary>
    public void Say(string name, string text) => File.WriteAllText(Of(name), text);

    /// <summary>Removes it.</summary>
    public void Forget(string name) => File.Delete(Of(name));

    /// <summary>Runs the host where these programs come first.</summary>
    public HostResult Run(params string[] arguments) => HostProcess.RunWith("PATH", Search, folder.Path, arguments);

    /// <summary>Starts the host where these programs come first.</summary>
    public Process Start(params string[] arguments) => HostProcess.StartWith("PATH", Search, folder.Path, arguments);

    private string Search => $"{folder.Combine("slurm")}:{Environment.GetEnvironmentVariable("PATH")}";

    private string Of(string name) => folder.Combine("slurm", name);

    private void Program(string name, string text)
    {
        Say(name, $"#!/bin/sh\nhere='{folder.Combine("slurm")}'\n{text}\n");
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(
            Of(name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
