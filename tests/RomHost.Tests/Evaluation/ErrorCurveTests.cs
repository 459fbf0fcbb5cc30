using Rom.Numerics.RandomNumbers;
using RomHost.Evaluation;

namespace RomHost.Tests.Evaluation;

public sealed class ErrorCurveTests
{
    private const int Cells = 6, Frames = 9;

    private readonly double[][] truth, forecast;

    public ErrorCurveTests()
    {
        var random = new RandomStream(11);
        double[] Field(double mean) => [.. Enumerable.Range(0, Cells).Select(_ => mean + random.NextDouble())];
        truth = [.. Enumerable.Range(0, Frames).Select(t => Field(t))];
        forecast =
        [
            .. truth.Select((frame, t) => frame.Select(x => x + 0.05 * (t + 1) * random.NextDouble()).ToArray()),
        ];
    }

    [Fact]
    public void UpToAFrame_ItIsTheScoreOfTheFirstFramesAlone()
    {
        var curve = CurveOf(ScoresOf(Frames));
        for (int frames = 1; frames <= Frames; frames++)
        {
            var alone = ScoresOf(frames);
            Assert.Equal(alone.R2, curve.R2(frames), 1e-12);
            Assert.Equal(alone.Rmse, curve.Rmse(frames), 1e-12);
        }
    }

    [Fact]
    public void TheHorizon_EndsAtTheFirstFrameBelow_WhateverComesAfter()
    {
        var scores = ScoresOf(Frames);
        double[] errors = [.. scores.FrameScatters.Select(scatter => 0.4 * scatter)];
        Assert.Equal(Frames, new ErrorCurve(scores, Cells, errors).FramesAbove());
        errors[4] = 0.6 * scores.FrameScatters[4];
        Assert.Equal(4, new ErrorCurve(scores, Cells, errors).FramesAbove());
        errors[0] = double.PositiveInfinity;
        Assert.Equal(0, new ErrorCurve(scores, Cells, errors).FramesAbove());
    }

    [Fact]
    public void AConstantFrame_HasNoR2_AndEndsNothing()
    {
        var scores = new FieldScores();
        scores.Add([1, 2, 3], [1, 2, 3]);
        scores.Add([2, 2, 2], [1, 2, 3]);
        scores.Add([1, 2, 3], [1, 2, 3]);
        Assert.Equal(3, new ErrorCurve(scores, 3, scores.SquaredErrors).FramesAbove());
    }

    [Fact]
    public void BetterThanAnother_LastsWhileTheErrorIsSmaller()
    {
        var scores = ScoresOf(Frames);
        var own = CurveOf(scores);
        double[] errors = [.. scores.SquaredErrors.Select((error, k) => k < 3 ? error + 1 : error - 1e-9)];
        Assert.Equal(3, own.FramesBetterThan(new ErrorCurve(scores, Cells, errors)));
        Assert.Equal(0, own.FramesBetterThan(own)); // as good is not better
    }

    [Fact]
    public void AConstantTruth_HasAnRmse_AndNoR2()
    {
        var scores = new FieldScores();
        scores.Add([2, 2], [1, 1]);
        var curve = new ErrorCurve(scores, 2, scores.SquaredErrors);
        Assert.Equal(1, curve.Rmse(1));
        Assert.Equal(double.NaN, curve.R2(1));
    }

    private static ErrorCurve CurveOf(FieldScores scores) => new(scores, Cells, scores.SquaredErrors);

    private FieldScores ScoresOf(int frames)
    {
        var scores = new FieldScores();
        for (int t = 0; t < frames; t++) scores.Add(truth[t], forecast[t]);
        return scores;
    }
}
