using System.Reflection;
using Lstm.LibTorch;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Lstm.Tests;

internal static class Fixtures
{
    static Fixtures() => Environment.SetEnvironmentVariable(LibTorchLibrary.FolderVariable, LibTorchFolder);

    public static string LibTorchFolder { get; } = Path.GetFullPath(
        typeof(Fixtures).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "LibTorch").Value!);

    public static LstmOptions Small { get; } = new()
    {
        Lag = 3,
        HiddenUnits = 12,
        Layers = 2,
        MaxEpochs = 25,
        BatchSize = 64,
        LearningRate = 5e-3,
        Threads = 1,
    };

    /// <summary>Scheduled sampling with a ramp of two phases.</summary>
    public static LstmOptions TwoPhases { get; } = new()
    {
        ScheduledSampling = 0.5,
        ScheduledSamplingWarmup = 20,
        ScheduledSamplingPhase1End = 200,
        ScheduledSamplingPhase1Ratio = 0.3,
        ScheduledSamplingPhase2End = 400,
    };

    public static string Golden(string name) => GoldenFile.At(name);

    /// <summary>Noisy rotations of different phase and speed, which a small network can learn.</summary>
    public static LatentDataset Rotations(int runs = 8, int frames = 60)
    {
        var random = new RandomStream(3);
        return new LatentDataset(3, 0.1, Enumerable.Range(0, runs).Select(_ =>
        {
            double phase = 6 * random.NextDouble(), speed = 0.15 + 0.1 * random.NextDouble();
            var run = new double[frames * 3];
            for (int t = 0; t < frames; t++)
            {
                run[3 * t] = 5 + 2 * Math.Cos(phase + speed * t) + 0.02 * random.NextGaussian();
                run[3 * t + 1] = -1 + 0.5 * Math.Sin(phase + speed * t) + 0.01 * random.NextGaussian();
                run[3 * t + 2] = 30 * Math.Cos(phase + speed * t) * Math.Sin(phase + speed * t);
            }
            return run;
        }).ToList());
    }
}
