using System.Globalization;
using System.Text.Json.Nodes;

namespace Cluster.Tests;

/// <summary>An experiment that is submitted to the cluster, and the same one made by one process here.</summary>
/// <param name="cluster">The cluster.</param>
/// <param name="configuration">The name of the configuration, without its extension.</param>
/// <param name="name">The experiment's name.</param>
internal sealed class ClusterExperiment(SlurmCluster cluster, string configuration, string name)
{
    /// <summary>The folder of the submitted experiment.</summary>
    public string Folder => Path.Combine(cluster.WorkingDirectory, name, name);

    /// <summary>The number of runs of <c>program.sh</c> that have begun since <see cref="HoldRuns"/>.</summary>
    public int BegunRuns => Directory.Exists(InWork("began")) ? Directory.GetFiles(InWork("began")).Length : 0;

    /// <summary>Lets runs of <c>program.sh</c> wait in their middle.</summary>
    public void HoldRuns()
    {
        if (Directory.Exists(InWork("began"))) Directory.Delete(InWork("began"), recursive: true);
        Directory.CreateDirectory(InWork("began"));
        File.WriteAllText(InWork("hold"), "");
    }

    /// <summary>Lets waiting runs go on.</summary>
    public void ReleaseRuns() => File.Delete(InWork("hold"));

    /// <summary>Writes the configuration, and a cluster file beside it.</summary>
    /// <param name="clusterFile">The text of the cluster file.</param>
    public ClusterExperiment Write(string clusterFile)
    {
        foreach (string file in new[] { configuration + ".yaml", "program.sh" })
            File.Copy(Path.Combine(AppContext.BaseDirectory, file), InWork(file), overwrite: true);
        File.WriteAllText(InWork(name + "_cluster.yaml"), clusterFile);
        return this;
    }

    /// <summary>Submits it.</summary>
    public HostResult Submit(params string[] more) => cluster.Romhost(
        [
            "submit", "--config", configuration + ".yaml", "-n", name, "--output", name,
            "--cluster", name + "_cluster.yaml", .. more,
        ]);

    /// <summary>The status of the experiment, as <c>romhost status --json</c> has it.</summary>
    public JsonNode Status(int exitCode)
    {
        var status = JsonNode.Parse(cluster.Romhost("status", Folder, "--json").Expect(exitCode).Output)!;
        return status["experiments"]!.AsArray().Single()!;
    }

    /// <summary>The records of its submissions, the oldest first.</summary>
    public JsonNode[] Submissions() =>
    [
        .. Directory.GetFiles(Path.Combine(Folder, ".cluster"), "*.json").Order(StringComparer.Ordinal)
            .Select(file => JsonNode.Parse(File.ReadAllText(file))!),
    ];

    /// <summary>The jobs of a submission that make a stage.</summary>
    public static JsonNode[] Jobs(JsonNode submission, string stage) =>
        [.. submission["jobs"]!.AsArray().Where(job => (string?)job!["stage"] == stage).Select(job => job!)];

    /// <summary>The states of a stage's tasks by the first of their runs, from a status.</summary>
    public static IReadOnlyDictionary<int, string> StatesOf(JsonNode status, string stage) =>
        status["stages"]!.AsArray().Single(node => (string?)node!["stage"] == stage)!["tasks"]!.AsArray().ToDictionary(
            task => int.Parse(((string)task!["runs"]!).Split('-')[0], CultureInfo.InvariantCulture),
            task => (string)task!["state"]!);

    /// <summary>Fails unless the experiment has the files, with the bytes, of one that a single process made.</summary>
    public void AssertHasTheBytesOfALocalOne()
    {
        // In an output root of its own: artifacts of experiments in one are linked.
        string local = Path.Combine(cluster.WorkingDirectory, "local", configuration);
        if (!File.Exists(Path.Combine(local, "summary.json")))
        {
            cluster.Romhost(
                "run", "--config", configuration + ".yaml", "--experiment_name", configuration, "--output", "local",
                "--quiet").Expect(0);
        }
        string submitted = Path.Combine(cluster.WorkingDirectory, "compared", name);
        // Without what the cluster adds.
        Artifacts.Copy(Folder, submitted);
        foreach (string extra in new[] { ".cluster", "logs", ".claims" })
        {
            string path = Path.Combine(submitted, extra);
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }
        Artifacts.AssertSame(local, submitted);
    }

    /// <summary>Fails if a process still has a claim in the experiment's folder.</summary>
    public void AssertHasNoClaims()
    {
        string claims = Path.Combine(Folder, ".claims");
        if (Directory.Exists(claims)) Assert.Empty(Directory.GetFiles(claims));
    }

    private string InWork(string file) => Path.Combine(cluster.WorkingDirectory, file);
}
