using System.Numerics.Tensors;
using Rom.Abstractions;

namespace Rom.Forecasting.Ensembles;

/// <summary>The errors y − ŷ of a whole forecast of a run, and the window that it began from. Immutable.</summary>
/// <param name="Run">The run: its index among training runs, or among calibration runs.</param>
/// <param name="Window">The window [w, r], oldest state first.</param>
/// <param name="Errors">The errors [steps, r], finite.</param>
internal sealed record ErrorPath(int Run, float[] Window, float[] Errors)
{
    /// <summary>Returns the errors of a forecast of a run.</summary>
    /// <param name="model">The model, which was trained without the run.</param>
    /// <param name="data">The runs.</param>
    /// <param name="run">The run among them.</param>
    /// <param name="start">The first forecast frame, at least the model's lag and before the run's end.</param>
    /// <returns>The errors; null where the forecast is not finite, or too large to be stored.</returns>
    public static ErrorPath? Of(IRomModel model, LatentDataset data, int run, int start)
    {
        int r = data.Dimension, steps = data.FrameCount(run) - start;
        var errors = new double[checked(steps * r)];
        // A copy: a read-only span does not prevent a plugin from writing.
        double[] window = data.Window(run, start, model.Lag).ToArray();
        float[] kept = Single(window);
        model.Forecast(window, steps, errors);
        TensorPrimitives.Subtract(data.Run(run)[(start * r)..], errors, errors);
        float[] stored = Single(errors);
        return TensorPrimitives.IsFiniteAll<float>(stored) && TensorPrimitives.IsFiniteAll<float>(kept)
            ? new(run, kept, stored)
            : null;
    }

    /// <summary>Returns the squared distance of the window from another one.</summary>
    /// <param name="window">The window [w, r].</param>
    public double SquaredDistanceTo(ReadOnlySpan<double> window)
    {
        double sum = 0;
        for (int i = 0; i < window.Length; i++) sum += (window[i] - Window[i]) * (window[i] - Window[i]);
        return sum;
    }

    private static float[] Single(double[] values)
    {
        var stored = new float[values.Length];
        TensorPrimitives.ConvertTruncating<double, float>(values, stored);
        return stored;
    }
}
