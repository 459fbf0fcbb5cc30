using External.InitialConditions;
using External.Options;
using Rom.Abstractions;
using Rom.Numerics.Npz;

namespace External.Tests;

/// <summary>A shell script in a folder of its own, run as the program of a simulator.</summary>
internal sealed class Script : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("external-tests-");

    public Script(string text)
    {
        Assert.SkipUnless(File.Exists("/bin/sh"), "no /bin/sh: the programs of these tests are shell scripts");
        File.WriteAllText(Path, text);
    }

    public string Path => At("program.sh");

    public string At(string name) => System.IO.Path.Combine(folder.FullName, name);

    /// <summary>Two particles at times 0, 0.5, 1: one rests at (1, 2), the other moves by (0.5, 0) a frame.</summary>
    public void WriteTrajectory(string name = "ready.npz", int frames = 3, float x = 1)
    {
        using var file = NpzWriter.Create(At(name), compress: false);
        float[] positions = [.. Enumerable.Range(0, frames).SelectMany(t => new[] { x, 2f, 3f + 0.5f * t, 4f })];
        file.Add<float>("traj", positions, frames, 2, 2);
        file.Add<double>("times", [.. Enumerable.Range(0, frames).Select(t => 0.5 * t)], frames);
        file.Commit();
    }

    public Trajectory Run(ExternalOptions? options = null) =>
        RunUntil(TestContext.Current.CancellationToken, options ?? Options);

    public Trajectory RunUntil(
        CancellationToken stop, ExternalOptions options, IProgress<double>? progress = null,
        IProgress<string>? warnings = null)
    {
        try
        {
            var start = new ProgramCase { File = Path, Case = "ring", Parameter = 2.5 };
            return new ExternalSimulator(options).Simulate(
                new RunDescription(start, 1, ulong.MaxValue) { Progress = progress, Warnings = warnings }, stop);
        }
        catch (Exception e) when (e.Message.LastIndexOf(KeptAt, StringComparison.Ordinal) is >= 0 and int at)
        {
            Kept = e.Message[(at + KeptAt.Length)..];
            throw;
        }
    }

    private const string KeptAt = "its folder is kept: ";

    /// <summary>The folder of the run that failed last.</summary>
    public string? Kept { get; private set; }

    public static ExternalOptions Options => new()
    {
        Domain = new External.Options.DomainOptions { Lx = 10, Ly = 10 },
        Dt = 0.5,
        Interpreter = ["/bin/sh"],
        Parameters = new Dictionary<string, double> { ["particles"] = 2 },
        TimeLimit = 30,
    };

    /// <summary>Marks the folder of the last failed run as removed.</summary>
    public void Forget() => Kept = null;

    public void Dispose()
    {
        folder.Delete(recursive: true);
        if (Kept is not null) Directory.Delete(Kept, recursive: true);
    }
}
