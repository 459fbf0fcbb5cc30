using System.ComponentModel.DataAnnotations;
using Rom.Abstractions;
using Rom.Numerics.TimeSeries;

namespace Lstm;

/// <summary>
/// Options of the LSTM: stacked LSTM → LayerNorm of the last hidden state → linear, plus the last input.
/// </summary>
public sealed record LstmOptions : IValidatableObject
{
    private const double DefaultKstepWeight = 1;
    private const int DefaultRamp = 50;

    /// <summary>Lag w: past states that a prediction uses.</summary>
    [Lag]
    [Range(1, 1000)]
    [UsualRange(1, 200, "each step of training and forecast works through the whole window")]
    public int Lag { get; init; } = 5;

    /// <summary>Units of each LSTM layer.</summary>
    [Range(1, 4096)]
    [UsualRange(2, 2048, "a unit is no network, and thousands have millions of weights")]
    public int HiddenUnits { get; init; } = 128;

    /// <summary>Number of LSTM layers.</summary>
    [Range(1, 16)]
    [UsualRange(1, 6, "deeper stacks train badly")]
    public int Layers { get; init; } = 2;

    /// <summary>Share of units dropped between layers in training.</summary>
    [Range(0.0, 1.0, MaximumIsExclusive = true)]
    [UsualRange(0, 0.8, "little of a layer is left to learn with")]
    public double Dropout { get; init; } = 0.1;

    /// <summary>Whether the last input is added to the output, so that the network learns the change.</summary>
    public bool Residual { get; init; } = true;

    /// <summary>Whether the last hidden state is normalised before the readout.</summary>
    public bool LayerNorm { get; init; } = true;

    /// <summary>Whether each latent coordinate is scaled to mean 0 and variance 1 by the training data.</summary>
    public bool NormalizeInput { get; init; } = true;

    /// <summary>Maximum number of epochs.</summary>
    [Range(1, 1_000_000)]
    [UsualRange(1, 100_000, "trainings end after some hundreds")]
    public int MaxEpochs { get; init; } = 300;

    /// <summary>Number of epochs without a better validation loss after which training ends.</summary>
    [Range(1, 1_000_000)]
    public int Patience { get; init; } = 40;

    /// <summary>Learning rate of Adam.</summary>
    [Range(double.Epsilon, 10)]
    [UsualRange(1e-6, 0.1, "Adam moves each weight by about this much in a step")]
    public double LearningRate { get; init; } = 7e-4;

    /// <summary>Number of epochs without a better validation loss after which the learning rate is halved.</summary>
    [Range(1, 1_000_000)]
    public int PlateauPatience { get; init; } = 10;

    /// <summary>
    /// The most training windows; of more, a sample by the seed, with a share for each run and each part of it.
    /// Default: all.
    /// </summary>
    [Range(1, int.MaxValue)]
    [UsualRange(500, 10_000_000, "few windows teach a network little")]
    public int? MaxWindows { get; init; }

    /// <summary>Windows in a batch.</summary>
    [Range(1, 1_000_000)]
    public int BatchSize { get; init; } = 512;

    /// <summary>Largest norm of a gradient; 0 switches clipping off.</summary>
    [Range(0, double.MaxValue)]
    public double GradientClip { get; init; } = 5;

    /// <summary>Weight decay (L2 penalty) of Adam.</summary>
    [Range(0.0, 1.0)]
    [UsualRange(0, 0.1, "the penalty outweighs what is learned")]
    public double WeightDecay { get; init; } = 1e-5;

    /// <summary>Share of the runs reserved for validation; at least one run on each side.</summary>
    [Range(0.0, 1.0, MinimumIsExclusive = true, MaximumIsExclusive = true)]
    [UsualRange(0.02, 0.6, "both sides need runs")]
    public double ValidationFraction { get; init; } = 0.2;

    /// <summary>
    /// What the validation loss is of, by which the best epoch is chosen: forecasts in closed loop, or single steps.
    /// </summary>
    public ValidationKind Validation { get; init; } = ValidationKind.Rollout;

    /// <summary>
    /// States of a validation forecast in closed loop; a run is covered by several. Default: to the end of the run.
    /// Ignored where validation is single_step.
    /// </summary>
    [Range(1, 1_000_000)]
    public int? ValidationSteps { get; init; }

    /// <summary>Steps k of the closed-loop loss; with 1 the loss has one step only.</summary>
    [Range(1, 1000)]
    public int Kstep { get; init; } = 1;

    /// <summary>Weight v of the closed-loop loss beside the loss of one step: L_1 + v (L_1 + … + L_k) / k.</summary>
    [Range(0, double.MaxValue)]
    public double KstepWeight { get; init; } = DefaultKstepWeight;

    /// <summary>
    /// Share α of the closed loop's later steps in the loss, in place of kstep_weight: (1 − α) L_1 + α (L_2 + … + L_k)
    /// / (k − 1). Ignored where kstep is 1.
    /// </summary>
    [Range(0.0, 1.0)]
    public double? KstepAlpha { get; init; }

    /// <summary>
    /// Scheduled sampling: the probability, after its ramp, with which training feeds the network a prediction rather
    /// than the truth. With 0 windows are true, and the closed loop always takes predictions.
    /// </summary>
    [Range(0.0, 1.0)]
    public double ScheduledSampling { get; init; }

    /// <summary>
    /// The states for which scheduled sampling draws. Default: loop where kstep is 2 or more, and window where it is 1.
    /// </summary>
    public SamplingPlace? ScheduledSamplingPlace { get; init; }

    /// <summary>Epochs before scheduled sampling begins.</summary>
    [Range(0, 1_000_000)]
    public int ScheduledSamplingWarmup { get; init; }

    /// <summary>
    /// Epochs over which the probability rises linearly from 0. Not allowed with a ramp of two phases.
    /// </summary>
    [Range(1, 1_000_000)]
    public int ScheduledSamplingRamp { get; init; } = DefaultRamp;

    /// <summary>
    /// Ramp of two phases: the last epoch of the first phase, in which the probability rises from 0 as half a cosine
    /// wave. The three keys of the phases are given together.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? ScheduledSamplingPhase1End { get; init; }

    /// <summary>Ramp of two phases: the probability at the end of the first phase.</summary>
    [Range(0.0, 1.0)]
    public double? ScheduledSamplingPhase1Ratio { get; init; }

    /// <summary>
    /// Ramp of two phases: the last epoch of the second phase, in which the probability continues linearly to
    /// scheduled_sampling.
    /// </summary>
    [Range(0, 1_000_000)]
    public int? ScheduledSamplingPhase2End { get; init; }

    /// <summary>
    /// The states of a forecast that lasts longer than the training runs. Default: tail, unless another rule is clearly
    /// better in the second halves of the training runs.
    /// </summary>
    public ClosedLoopRule? Beyond { get; init; }

    /// <summary>Threads of libtorch in training; results depend on it, and not on the host's threads.</summary>
    [Range(1, 1024)]
    public int Threads { get; init; } = 2;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (KstepAlpha is not null && KstepWeight != DefaultKstepWeight)
        {
            yield return new ValidationResult(
                "expected one weighting of the closed loop, found kstep_alpha and kstep_weight: remove one of them",
                [nameof(KstepAlpha), nameof(KstepWeight)]);
        }
        if (ScheduledSampling > 0 && Kstep == 1 && ScheduledSamplingPlace == SamplingPlace.Loop)
        {
            yield return new ValidationResult(
                "expected a closed loop to sample in, found kstep 1: set kstep to 2 or more, or sample in the window",
                [nameof(ScheduledSamplingPlace), nameof(Kstep)]);
        }
        foreach (var problem in PhaseProblems()) yield return problem;
    }

    private IEnumerable<ValidationResult> PhaseProblems()
    {
        (string Property, string Key, object? Value)[] phases =
        [
            (nameof(ScheduledSamplingPhase1End), "scheduled_sampling_phase1_end", ScheduledSamplingPhase1End),
            (nameof(ScheduledSamplingPhase1Ratio), "scheduled_sampling_phase1_ratio", ScheduledSamplingPhase1Ratio),
            (nameof(ScheduledSamplingPhase2End), "scheduled_sampling_phase2_end", ScheduledSamplingPhase2End),
        ];
        var given = phases.Where(phase => phase.Value is not null).ToList();
        if (given.Count == 0) yield break;
        if (given.Count < phases.Length)
        {
            string missing = string.Join(
                " and ", phases.Where(phase => phase.Value is null).Select(phase => phase.Key));
            yield return new ValidationResult(
                $"expected all keys of a ramp of two phases, found no {missing}", [given[0].Property]);
            yield break;
        }
        if (ScheduledSamplingRamp != DefaultRamp)
        {
            yield return new ValidationResult(
                "expected one ramp, found scheduled_sampling_ramp and a ramp of two phases: remove one of them",
                [nameof(ScheduledSamplingRamp)]);
        }
        if (ScheduledSamplingPhase1End < ScheduledSamplingWarmup)
        {
            yield return new ValidationResult(
                $"expected at least scheduled_sampling_warmup = {ScheduledSamplingWarmup}, "
                + $"found {ScheduledSamplingPhase1End}",
                [nameof(ScheduledSamplingPhase1End), nameof(ScheduledSamplingWarmup)]);
        }
        if (ScheduledSamplingPhase2End < ScheduledSamplingPhase1End)
        {
            yield return new ValidationResult(
                $"expected at least scheduled_sampling_phase1_end = {ScheduledSamplingPhase1End}, "
                + $"found {ScheduledSamplingPhase2End}",
                [nameof(ScheduledSamplingPhase2End), nameof(ScheduledSamplingPhase1End)]);
        }
    }
}
