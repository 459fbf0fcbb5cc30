using System.Buffers;
using System.Numerics.Tensors;
using Rom.Abstractions;
using Rom.Numerics.RandomNumbers;

namespace Rom.Forecasting.Ensembles;

/// <summary>
/// Makes ensembles of a model that forecasts none: each member is the closed loop y_k = f(y_(k−w), …, y_(k−1)) + e_k,
/// with innovations e of the training runs drawn in blocks. Thread-safe where the model is.
/// </summary>
/// <remarks>
/// A bootstrap of residuals (Efron and Tibshirani, Statistical Science 1, 1986, 54–75, section 6). Of a linear model
/// y_k = A y_(k−1) + e_k with independent innovations of covariance Q, members at step k have the covariance
/// Σ_(j&lt;k) Aʲ Q (Aᵀ)ʲ. The loop takes one step at a time: a model whose forecast of many steps is no such loop
/// (<c>direct</c>, for example) has members about its iterated first step.
/// </remarks>
internal sealed class InnovationEnsemble : IEnsembleSource
{
    private readonly IRomModel model;
    private readonly Innovations innovations;
    private readonly int block;

    /// <summary>Creates one.</summary>
    /// <param name="model">The model.</param>
    /// <param name="innovations">Its innovations.</param>
    /// <param name="block">The length of blocks, at least 1; 1 takes innovations as independent.</param>
    /// <exception cref="ArgumentException">The innovations are of another latent dimension.</exception>
    public InnovationEnsemble(IRomModel model, Innovations innovations, int block)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(block, 1);
        if (innovations.Dimension != model.LatentDimension)
            throw new ArgumentException(
                $"expected innovations of latent dimension {model.LatentDimension}, found {innovations.Dimension}",
                nameof(innovations));
        (this.model, this.innovations, this.block) = (model, innovations, block);
    }

    /// <summary>
    /// Forecasts members. Each is a function of the window, the seed and its number, so that fewer members or steps are
    /// the first of more. A member that overflows is NaN from there on.
    /// </summary>
    /// <param name="window">The last w true states [w, r], oldest first, finite.</param>
    /// <param name="steps">Number of states to forecast, at least 1.</param>
    /// <param name="members">Number m of members, at least 2.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="ensemble">Receives the states [m, steps, r], member by member.</param>
    /// <exception cref="ArgumentException">
    /// A length or a number does not fit, or the window holds a non-finite value.
    /// </exception>
    public void Forecast(ReadOnlySpan<double> window, int steps, int members, ulong seed, Span<double> ensemble)
    {
        ForecastArguments.CheckEnsemble(model, window, steps, members, ensemble);
        int length = steps * model.LatentDimension;
        // The window and the states that follow it: each window of the loop is a slice.
        double[] rented = ArrayPool<double>.Shared.Rent(checked(window.Length + length));
        try
        {
            var states = rented.AsSpan(0, window.Length + length);
            for (int m = 0; m < members; m++)
            {
                window.CopyTo(states);
                Continue(states, window.Length, new RandomStream(RandomStream.DeriveSeed(seed, (ulong)m)));
                states[window.Length..].CopyTo(ensemble.Slice(m * length, length));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }

    private void Continue(Span<double> states, int window, RandomStream random)
    {
        int r = innovations.Dimension;
        var drawn = innovations.Draw(random);
        for (int at = window, left = block; at < states.Length; at += r, left--)
        {
            if (left == 0) (drawn, left) = (innovations.Draw(random), block);
            var state = states.Slice(at, r);
            state.Clear(); // a model that leaves some out must not get those of another member
            model.Forecast(states[(at - window)..at], 1, state);
            TensorPrimitives.Add(state, drawn.Next(), state);
            if (double.IsFinite(TensorPrimitives.Sum<double>(state))) continue;
            // A sum of finite values may overflow too, but no forecast continues from there.
            states[at..].Fill(double.NaN);
            return;
        }
    }
}
