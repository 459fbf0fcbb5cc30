using Rom.Abstractions;
using Rom.Forecasting.Plugins;
using RomHost.Configuration;
using RomHost.Configuration.Sections;

namespace RomHost.Validation;

/// <summary>Asks the simulator whether it can make the runs, how long they are and what memory they need.</summary>
/// <param name="experiment">The experiment.</param>
/// <param name="simulator">The simulator.</param>
/// <param name="log">Receives the errors.</param>
internal sealed class RunCheck(Experiment experiment, ISimulator simulator, ValidationLog log)
{
    /// <summary>Frames that the runs of an ensemble are simulated for; null where only the run will tell.</summary>
    /// <param name="ensemble">The ensemble.</param>
    /// <param name="section">Its place in the configuration: <c>Train</c> or <c>Test</c>.</param>
    /// <param name="memory">Receives the memory of a run.</param>
    public int? FramesOf(EnsembleOptions ensemble, string section, MemoryCheck memory)
    {
        try
        {
            memory.Add("Simulator", simulator.MemoryFor(ensemble.Duration), isForEachRun: true);
            int? frames = simulator.FrameCount(ensemble.Duration);
            if (frames is null or >= 1) return frames;
            log.Error($"{section}.Duration", $"FrameCount of the simulator: expected at least 1 frame, found {frames}");
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException)
        {
            log.Error($"{section}.Duration", $"the simulator refuses it: {PluginFailure.Message(e)}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Error($"{section}.Duration", $"the simulator failed: {PluginFailure.Describe(e)}");
        }
        return null;
    }

    /// <summary>
    /// Returns the number of replicas of each test run; 0 where the simulator makes none, with an error where the
    /// configuration asks for them.
    /// </summary>
    public int CheckReplicas()
    {
        try
        {
            int count = experiment.ReplicasOf(simulator);
            if (count == 0 || simulator.SupportsReplicas) return count;
            log.Error(
                "Test.Replicas",
                $"expected 0, found {count}: with these options simulator '{experiment.Simulator.Name}' makes no runs "
                + "that begin in the same state and go on under other noise; remove replicas or set it to 0");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Error("Test.Replicas", $"the simulator failed: {PluginFailure.Describe(e)}");
        }
        return 0;
    }

    /// <summary>Adds an error for calibration runs that the simulator cannot make.</summary>
    public void CheckCalibration()
    {
        if (experiment.Options.Evaluation.Calibration is null) return;
        try
        {
            if (simulator.SupportsReplicas) return;
            log.Error(
                "Evaluation.Calibration",
                $"expected none: with these options simulator '{experiment.Simulator.Name}' makes no further runs of "
                + "the same initial conditions; remove the key");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.Error("Evaluation.Calibration", $"the simulator failed: {PluginFailure.Describe(e)}");
        }
    }

    /// <summary>Adds an error for each initial condition that the simulator refuses, each reason once.</summary>
    public void CheckInitialConditions()
    {
        Check("Train", experiment.TrainRuns, experiment.Options.Train.Duration);
        Check("Test", experiment.TestRuns, experiment.Options.Test.Duration);
    }

    private void Check(string section, IReadOnlyList<PlannedRun> runs, double duration)
    {
        foreach (string refusal in runs.Select(run => RefusalOf(run, duration)).OfType<string>().Distinct())
            log.Error($"{section}.InitialConditions", refusal);
    }

    private string? RefusalOf(PlannedRun run, double duration)
    {
        try
        {
            return simulator.RefusalOf(run.InitialCondition, duration);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return $"the simulator refuses it: {PluginFailure.Message(e)}";
        }
    }
}
