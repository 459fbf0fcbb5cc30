using System.ComponentModel.DataAnnotations;

namespace RomHost.Tests.Configuration.Fakes;

public enum FakeStability
{
    None,
    Scale,
    Project,
}

public enum FakeValidation
{
    Rollout,
    SingleStep,
}

public enum FakeBeyond
{
    Tail,
    Continue,
}

/// <summary>Vector autoregression.</summary>
public sealed record FakeMvarOptions
{
    /// <summary>Frames in the window.</summary>
    [Range(1, 1000)]
    public int Lag { get; init; } = 5;

    [Range(0.0, double.MaxValue)]
    public double RidgeAlpha { get; init; } = 1e-6;

    public FakeStability Stability { get; init; }

    [Range(double.Epsilon, 1)]
    public double StabilityThreshold { get; init; } = 0.99;
}

/// <summary>A recurrent network.</summary>
public sealed record FakeLstmOptions
{
    [Range(1, 1000)]
    public int Lag { get; init; } = 5;

    /// <summary>Units in a layer.</summary>
    [Range(1, 4096)]
    public int HiddenUnits { get; init; } = 128;

    [Range(1, 16)]
    public int Layers { get; init; } = 2;

    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; }

    public bool Residual { get; init; } = true;

    public bool LayerNorm { get; init; } = true;

    public bool NormalizeInput { get; init; } = true;

    [Range(1, 1_000_000)]
    public int MaxEpochs { get; init; } = 300;

    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 40;

    [Range(0.0, 1.0, MinimumIsExclusive = true)]
    public double LearningRate { get; init; } = 7e-4;

    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 512;

    [Range(0.0, double.MaxValue)]
    public double GradientClip { get; init; } = 5;

    [Range(0, 1)] // the constructor for whole numbers
    public double WeightDecay { get; init; } = 1e-5;

    public FakeValidation Validation { get; init; }

    public FakeBeyond? Beyond { get; init; }

    [Range(0.0, 1.0)]
    public double ScheduledSampling { get; init; }
}

/// <summary>One option of every kind that is bound.</summary>
public sealed record FakeKitchenSinkOptions
{
    public int Count { get; init; } = 1;

    public long Big { get; init; } = 2;

    public ulong Natural { get; init; } = 3;

    public float Single { get; init; } = 0.5f;

    public bool Flag { get; init; }

    [MaxLength(5)]
    public string Text { get; init; } = "abc";

    public string? MaybeText { get; init; }

    public int? MaybeCount { get; init; }

    [Range(0, 10)]
    public IReadOnlyList<int> Sizes { get; init; } = [1, 2];

    public IReadOnlyDictionary<string, double> Weights { get; init; } = new Dictionary<string, double>();

    public IReadOnlyList<FakeDensityOptions> Grids { get; init; } = [];

    public FakeDensityOptions? Extra { get; init; }

    [Required]
    public string Must { get; init; } = "";

    [RegularExpression("[a-z]+", ErrorMessage = "only small letters here")]
    public string Small { get; init; } = "x";
}
