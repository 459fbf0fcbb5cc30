using System.ComponentModel.DataAnnotations;

namespace Lstm;

/// <summary>Options of the LSTM: stacked LSTM → LayerNorm of the last hidden state → linear, plus the last input.</summary>
public sealed record LstmOptions : IValidatableObject
{
    /// <summary>Lag w: past states that a prediction uses.</summary>
    [Range(1, 1000)]
    public int Lag { get; init; } = 5;

    /// <summary>Units of each LSTM layer.</summary>
    [Range(1, 4096)]
    public int HiddenUnits { get; init; } = 128;

    /// <summary>Number of LSTM layers.</summary>
    [Range(1, 16)]
    public int Layers { get; init; } = 2;

    /// <summary>Share of units dropped between layers in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    public double Dropout { get; init; } = 0.1;

    /// <summary>Whether the last input is added to the output, so that the network learns the change.</summary>
    public bool Residual { get; init; } = true;

    /// <summary>Whether the last hidden state is normalised before the readout.</summary>
    public bool LayerNorm { get; init; } = true;

    /// <summary>Whether each latent coordinate is scaled to mean 0 and variance 1 by the training data.</summary>
    public bool NormalizeInput { get; init; } = true;

    /// <summary>Epochs at the most.</summary>
    [Range(1, 1_000_000)]
    public int MaxEpochs { get; init; } = 300;

    /// <summary>Training ends after so many epochs without a better validation loss.</summary>
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 40;

    /// <summary>Learning rate of Adam.</summary>
    [Range(double.Epsilon, 10)]
    public double LearningRate { get; init; } = 7e-4;

    /// <summary>The learning rate is halved after so many epochs without a better validation loss.</summary>
    [Range(1, 1_000_000)]
    public int PlateauPatience { get; init; } = 10;

    /// <summary>Windows in a batch.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 512;

    /// <summary>Largest norm of a gradient; 0 does not clip.</summary>
    [Range(0, double.MaxValue)]
    public double GradientClip { get; init; } = 5;

    /// <summary>Weight decay (L2 penalty) of Adam.</summary>
    [Range(0, 1)]
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Share of the runs that is kept for validation; at least one run on each side.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>Steps of the closed-loop loss; 1 trains on one step alone.</summary>
    [Range(1, 1000)]
    public int Kstep { get; init; } = 1;

    /// <summary>Weight of the closed-loop loss beside the loss of one step.</summary>
    [Range(0, double.MaxValue)]
    public double KstepWeight { get; init; } = 1;

    /// <summary>
    /// Scheduled sampling: the largest probability with which a step of the closed-loop loss is fed its own prediction rather
    /// than the truth. 0 always feeds predictions.
    /// </summary>
    [Range(0.0, 1.0)]
    public double ScheduledSampling { get; init; }

    /// <summary>Epochs over which that probability rises from 0.</summary>
    [Range(1, 1_000_000)]
    public int ScheduledSamplingRamp { get; init; } = 50;

    /// <summary>Threads that libtorch trains with; results depend on it, and not on the host's threads.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (ScheduledSampling > 0 && Kstep == 1)
        {
            yield return new ValidationResult(
                "scheduled sampling feeds predictions back, which takes a closed loop: set kstep to 2 or more",
                [nameof(ScheduledSampling)]);
        }
    }
}
