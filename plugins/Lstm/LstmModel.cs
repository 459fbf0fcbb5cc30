using System.Buffers;
using System.Numerics.Tensors;
using Lstm.Inference;
using Rom.Abstractions;
using Rom.Numerics.StateDict;
using Rom.Numerics.TimeSeries;

namespace Lstm;

/// <summary>
/// A trained LSTM. Forecasts run in managed code, in float; latent states cross the contract in double.
/// </summary>
internal sealed class LstmModel : IRomModel
{
    private readonly Architecture architecture;
    private readonly Normalization normalization;
    private readonly IReadOnlyList<NamedTensor> state;
    private readonly IReadOnlyList<EpochRecord> log;
    private readonly LstmNetwork network;
    private readonly ClosedLoopEnd? end;

    /// <summary>Creates a model.</summary>
    /// <param name="architecture">The shape of the network.</param>
    /// <param name="normalization">The scaling of its inputs.</param>
    /// <param name="state">The weights, by PyTorch's names.</param>
    /// <param name="log">The log of its training.</param>
    /// <param name="end">The end of closed loops; null for loops that go on.</param>
    /// <exception cref="InvalidDataException">A tensor is missing or has another shape.</exception>
    public LstmModel(
        Architecture architecture, Normalization normalization, IReadOnlyList<NamedTensor> state,
        IReadOnlyList<EpochRecord> log, ClosedLoopEnd? end = null)
    {
        (this.architecture, this.normalization, this.state, this.log, this.end) =
            (architecture, normalization, state, log, end);
        network = new LstmNetwork(architecture, state);
    }

    /// <inheritdoc/>
    public int Lag => architecture.Lag;

    /// <inheritdoc/>
    public int LatentDimension => architecture.LatentDimension;

    /// <inheritdoc/>
    public long ParameterCount => architecture.ParameterCount;

    /// <inheritdoc/>
    public long ParameterBytes => sizeof(float) * ParameterCount;

    /// <inheritdoc/>
    public ModelComplexity Complexity => new(
        architecture.FlopsPerStep, "O(E*N*p*l*h*(d+h))", "O(p*l*h*(d+h))",
        new Dictionary<string, long>
        {
            ["hidden_units"] = architecture.HiddenUnits,
            ["num_layers"] = architecture.Layers,
        });

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Diagnostics
    {
        get
        {
            var best = log.MinBy(epoch => epoch.ValLoss);
            var diagnostics = new Dictionary<string, double>
            {
                ["epochs"] = log.Count,
                ["best_epoch"] = best?.Epoch ?? double.NaN,
                ["best_val_loss"] = best?.ValLoss ?? double.NaN,
                ["final_train_loss"] = log.Count > 0 ? log[^1].TrainLoss : double.NaN,
            };
            if (end is not null) diagnostics["horizon_steps"] = end.Horizon;
            return diagnostics;
        }
    }

    /// <inheritdoc/>
    public void Forecast(ReadOnlySpan<double> window, int steps, Span<double> forecast)
    {
        ForecastArguments.Check(this, window, steps, forecast);
        int r = LatentDimension, known = end?.Within(steps) ?? steps;
        float[] rented = ArrayPool<float>.Shared.Rent(2 * r + network.ScratchLength);
        var state = rented.AsSpan(0, r);
        var next = rented.AsSpan(r, r);
        var loop = new ClosedLoop(network, known, rented.AsSpan(2 * r, network.ScratchLength));
        var (mean, std) = (normalization.Mean, normalization.Std);
        for (int t = 0, k = 0; k < known; t++)
        {
            if (t < Lag)
            {
                for (int i = 0; i < r; i++) state[i] = (float)((window[t * r + i] - mean[i]) / std[i]);
            }
            // Saturated gates would turn an overflow into plausible numbers.
            if (!TensorPrimitives.IsFiniteAll<float>(state))
            {
                forecast[(k * r)..].Fill(double.NaN);
                break;
            }
            if (!loop.Take(state, next)) continue;
            for (int i = 0; i < r; i++) forecast[k * r + i] = next[i] * std[i] + mean[i];
            next.CopyTo(state);
            k++;
        }
        ArrayPool<float>.Shared.Return(rented);
        end?.Complete(forecast);
    }

    /// <inheritdoc/>
    public void Save(string directory) => LstmFiles.Write(
        directory, architecture, normalization, state, log, end);
}
