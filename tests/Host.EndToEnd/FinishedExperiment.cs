using Host.EndToEnd;

[assembly: AssemblyFixture(typeof(UntimedExperiment))]
[assembly: AssemblyFixture(typeof(TimedExperiment))]

namespace Host.EndToEnd;

/// <summary>
/// A small experiment, run once, when the first test asks for it, for all tests that only read or copy it. They change
/// nothing of it: tests of other classes read it at the same time.
/// </summary>
public abstract class FinishedExperiment : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Lazy<HostResult> result;

    private protected FinishedExperiment(string yaml, params string[] more) => result = new(() =>
    {
        folder.Write("small.yaml", yaml);
        return HostProcess.Run(
            folder.Path,
            ["run", "--config", "small.yaml", "--experiment_name", "first", "--threads", "1", .. more]).Expect(0);
    });

    internal HostResult Result => result.Value;

    /// <summary>The folder that the host was run in.</summary>
    public string WorkingDirectory
    {
        get
        {
            _ = Result;
            return folder.Path;
        }
    }

    /// <summary>The experiment's folder.</summary>
    public string Root => Path.Combine(WorkingDirectory, "oscar_output", "first");

    public string File(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>Copies the experiment.</summary>
    /// <param name="name">The name of the copy.</param>
    /// <returns>Its folder.</returns>
    public string Copy(string name)
    {
        string copy = Path.Combine(WorkingDirectory, "oscar_output", name);
        Artifacts.Copy(Root, copy);
        return copy;
    }

    public void Dispose() => folder.Dispose();
}

/// <summary>Its models are not timed against each other, which takes more time than all the rest.</summary>
public sealed class UntimedExperiment() : FinishedExperiment(SmallExperiment.Yaml);

/// <summary>Its models are timed against each other.</summary>
public sealed class TimedExperiment() : FinishedExperiment(SmallExperiment.Timed);
