using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>How the models' forecasts are timed.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Whether the models are timed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Steps of the trajectory that a trial of a whole forecast computes.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 100;

    /// <summary>Timed trials.</summary>
    [Range(2, 1_000_000)]
    public int Trials { get; init; } = 50;

    /// <summary>Trials before the timed ones.</summary>
    [Range(0, 1_000_000)]
    public int Warmups { get; init; } = 5;

    /// <summary>
    /// Seconds for each of the cases in which the models are timed against each other, at the most and over all processes; 0 leaves them out.
    /// Rounds end earlier when all intervals are short.
    /// </summary>
    [Range(0.0, 3600.0)]
    public double TimeCap { get; init; } = 2;

    /// <summary>
    /// Processes, at the most, in which the models are timed against each other: code is not equally fast in all of them, and only several show by
    /// how much. There are eight at least (or as many as this says), and more only where the intervals of one step cannot tell yet;
    /// one names no winner.
    /// </summary>
    [Range(1, 1000)]
    public int Processes { get; init; } = 16;

    /// <summary>Whether the memory of each model and of its training is measured, in processes of their own that take a second or more each.</summary>
    public bool Memory { get; init; } = true;

    /// <summary>
    /// How often every model is trained once more, each time with another seed and in a process of its own: only so are times of training
    /// compared, and the memory of a whole training measured. The first model is trained twice as often, to show how far it differs from itself.
    /// </summary>
    [Range(0, 1000)]
    public int TrainingRepeats { get; init; }

    /// <summary>
    /// Seconds for each quantity with which a training's time grows (training windows, latent dimension, lag), at the most and for each model;
    /// 0 leaves these trainings out. They take at most 4,096 frames.
    /// </summary>
    [Range(0.0, 86400.0)]
    public double GrowthTimeCap { get; init; }

    /// <summary>Two models are equivalent where the interval of their times' ratio lies within ± this share of 1.</summary>
    [Range(0.001, 1.0)]
    public double Margin { get; init; } = 0.02;
}
