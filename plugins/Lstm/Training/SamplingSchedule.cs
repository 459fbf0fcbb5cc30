namespace Lstm.Training;

/// <summary>
/// The probability of scheduled sampling (Bengio et al., NIPS 2015) in each epoch. With e epochs done and a warm-up
/// of e₀ it is 0 for e &lt; e₀, then
/// <code>
/// one ramp    ε = ε_max min(1, (e − e₀) / ramp)
/// two phases  ε = ε₁ (1 − cos π(e − e₀)/(e₁ − e₀)) / 2            e &lt; e₁
///             ε = ε₁ + (ε_max − ε₁) (e − e₁)/(e₂ − e₁)       e₁ ≤ e &lt; e₂
///             ε = ε_max                                      e₂ ≤ e
/// </code>
/// </summary>
/// <param name="options">The options.</param>
internal sealed class SamplingSchedule(LstmOptions options)
{
    /// <summary>Returns the probability of an epoch.</summary>
    /// <param name="epoch">Epoch, from 1.</param>
    public double Probability(int epoch)
    {
        int done = epoch - 1, begin = options.ScheduledSamplingWarmup;
        double most = options.ScheduledSampling;
        if (most == 0 || done < begin) return 0;
        if (options is not
            {
                ScheduledSamplingPhase1End: { } middle,
                ScheduledSamplingPhase1Ratio: { } ratio,
                ScheduledSamplingPhase2End: { } end,
            })
        {
            return most * Math.Min(1, (double)(done - begin) / options.ScheduledSamplingRamp);
        }
        if (done < middle) return ratio * (1 - Math.Cos(Math.PI * (done - begin) / (middle - begin))) / 2;
        return done < end ? ratio + (most - ratio) * (done - middle) / (end - middle) : most;
    }
}
