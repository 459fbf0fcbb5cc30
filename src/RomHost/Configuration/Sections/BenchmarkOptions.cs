using System.ComponentModel.DataAnnotations;

namespace RomHost.Configuration.Sections;

/// <summary>Timing of the models' forecasts.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>Whether the models are timed.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Steps of the trajectory in a trial of a whole forecast.</summary>
    [Range(1, 1_000_000)]
    public int Steps { get; init; } = 100;

    /// <summary>Timed trials.</summary>
    [Range(2, 1_000_000)]
    public int Trials { get; init; } = 50;

    /// <summary>Number of trials before the timed ones.</summary>
    [Range(0, 1_000_000)]
    public int Warmups { get; init; } = 5;

    /// <summary>
    /// Time limit for each of the cases in which the models are timed against each other, over all processes [seconds];
    /// 0 leaves them out. Rounds end earlier when all intervals are short.
    /// </summary>
    [Range(0.0, 3600.0)]
    public double TimeCap { get; init; } = 2;

    /// <summary>
    /// The most processes in which the models are timed against each other: the speed of code differs between
    /// processes, and only several of them show by how much. At least eight run (or this number, if smaller), and more
    /// only where the intervals of one step are not yet conclusive; a single one names no winner.
    /// </summary>
    [Range(1, 1000)]
    public int Processes { get; init; } = 24;

    /// <summary>
    /// Whether the memory of each model and of its training is measured, in processes of their own that take a second
    /// or more each.
    /// </summary>
    public bool Memory { get; init; } = true;

    /// <summary>
    /// Number of additional trainings of every model, each with another seed and in a process of its own: only these
    /// allow comparing times of training and measuring the memory of a whole training. The first model is trained twice
    /// as often, which shows how much it differs from itself.
    /// </summary>
    [Range(0, 1000)]
    public int TrainingRepeats { get; init; }

    /// <summary>
    /// Time limit for each quantity with which a training's time grows (training windows, latent dimension, lag) and
    /// each model [seconds]; 0 leaves these trainings out. They use at most 4,096 frames.
    /// </summary>
    [Range(0.0, 86400.0)]
    public double GrowthTimeCap { get; init; }

    /// <summary>
    /// Two models are equivalent where the interval of their times' ratio lies within ± this share of 1.
    /// </summary>
    [Range(0.001, 1.0)]
    public double Margin { get; init; } = 0.02;
}
