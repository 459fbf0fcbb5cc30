namespace Host.EndToEnd;

/// <summary>One small experiment, run once for all tests that only read it.</summary>
public sealed class FinishedExperiment : IDisposable
{
    private readonly TestFolder folder = new();

    public FinishedExperiment()
    {
        folder.Write("small.yaml", SmallExperiment.Timed);
        Result = HostProcess.Run(
            folder.Path, "run", "--config", "small.yaml", "--experiment_name", "first", "--threads", "1").Expect(0);
    }

    internal HostResult Result { get; }

    /// <summary>The folder that the host was run in.</summary>
    public string WorkingDirectory => folder.Path;

    /// <summary>The experiment's folder.</summary>
    public string Root => folder.Combine("oscar_output", "first");

    public string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Copies the experiment.</summary>
    /// <param name="name">The name of the copy.</param>
    /// <returns>Its folder.</returns>
    public string Copy(string name)
    {
        string copy = folder.Combine("oscar_output", name);
        foreach (string file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(copy, Path.GetRelativePath(Root, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            System.IO.File.Copy(file, target);
        }
        return copy;
    }

    public void Dispose() => folder.Dispose();
}
