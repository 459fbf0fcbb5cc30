using Rom.Forecasting.Serialization;
using Rom.Testing.Options;
using RomHost.Configuration;

namespace RomHost.Validation;

/// <summary>Checks that runs are longer than the models' windows, and that frames are left to forecast.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="log">Receives the errors.</param>
/// <param name="lag">The longest window of a model [steps].</param>
/// <param name="model">The option of that model.</param>
internal sealed class ForecastCheck(Experiment experiment, ValidationLog log, int lag, string model)
{
    /// <summary>Checks that a run is longer than the window.</summary>
    /// <param name="frames">The frames of a run.</param>
    /// <param name="split">The ensemble in messages: <c>train</c> or <c>test</c>.</param>
    public void CheckWindow(FrameCounts frames, string split)
    {
        if (frames.Rom is not { } count || lag < count) return;
        log.Error(
            model,
            $"expected a lag below the {NumberText.Count(count, "frame")} of a {split} run (one of {frames.Subsample} "
            + $"simulated), found {lag}; lower it or reduction.subsample, or raise {split}.duration");
    }

    /// <summary>Checks that forecasts begin before the test runs end.</summary>
    /// <param name="frames">The frames of a test run.</param>
    public void CheckStart(FrameCounts frames)
    {
        if (frames is not { Simulated: { } all, Rom: > 1 and int count }) return;
        if (lag >= count) return; // the window is too long for any start of forecasts
        double start = experiment.Options.Evaluation.ForecastStart;
        double duration = experiment.Options.Test.Duration;
        double step = frames.Subsample * duration / (all - 1);
        if (Math.Max(lag, Math.Ceiling((start / step) - 1e-9)) < count) return;
        log.Error(
            "Evaluation.ForecastStart",
            $"expected a time before the end of the test runs at {ScalarValue.Format(duration)}, found "
            + $"{ScalarValue.Format(start)}: no frame is left to forecast; start earlier or make test.duration longer");
    }
}
