using RomHost.Artifacts;
using RomHost.Configuration;
using RomHost.Evaluation;

namespace RomHost.Tests.Pipeline.Waves;

/// <summary>
/// Travelling Kuramoto–Sivashinsky waves, the proof of symmetry-reduced operator inference (Shuai and Rowley,
/// arXiv:2507.18780), from the simulation to scores in the lab frame.
/// </summary>
public sealed class WaveForecastTests : IDisposable
{
    private readonly SmallExperiment experiment = new(
        "simulator={plugin: waves}", "density={plugin: waves}",
        "train={duration: 40, initial_conditions: [{family: any, samples: 16}]}",
        "test={duration: 60, initial_conditions: [{family: any, samples: 4}]}", "test.replicas=0",
        "reduction={modes: 20, subsample: 1, shift_align: first, shift_forecast: rate}",
        "models=[{name: PROFILE, plugin: opinf, shift_rate: profile}, {name: DYNAMICS, plugin: opinf}]");

    [Fact]
    public void LabErrorOfEveryRun_IsFarBelowThatOfTheHeldShift()
    {
        new StageRunner(experiment).TrainAndEvaluate();
        // The rate as a state is as good here, since a wave that travels keeps its speed.
        foreach (string model in (string[])["PROFILE", "DYNAMICS"])
        {
            for (int run = 0; run < 4; run++)
            {
                var scores = EvaluationFacts.FromJson(
                    ArtifactRecord.Read(experiment.Folder.Run(Split.Test, run).Evaluation(model))!.Facts).Scores;
                Assert.InRange(scores[Score.R2], 0.98, 1);
                Assert.InRange(scores[Score.R2Lab], 0.85, 1);
                Assert.InRange(scores[Score.R2LabHeld], -2, 0); // the waves go round the circle
                Assert.Equal(scores[Score.ForecastFrames] / 2, scores[Score.LabHorizon]); // two frames in a time unit
            }
        }
    }

    public void Dispose() => experiment.Dispose();
}
