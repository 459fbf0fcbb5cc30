using Rom.Numerics.Ensembles;
using Rom.Numerics.RandomNumbers;
using RomHost.Evaluation.Ensembles;

namespace RomHost.Tests.Evaluation.Ensembles;

public sealed class QuantityCalibrationTests
{
    private static readonly PredictionInterval Interval = new(-1, 1, 0.9);

    // Ranks of n = 9: ⌈10 · 0.9⌉ = 9 and ⌈10 · 0.5⌉ = 5.
    [Fact]
    public void Ends_MoveByTheExcessOfItsRank()
    {
        var calibration = QuantityCalibration.Of([.. Enumerable.Range(1, 9).Select(k => Run(k))])!;
        Assert.Equal(new PredictionInterval(-10, 10, 0.9), calibration.Most(Interval, 0, 0));
        Assert.Equal(new PredictionInterval(-6, 6, 0.9), calibration.Half(Interval, 0, 0));
        Assert.Equal(new PredictionInterval(-10, 10, 0.9), calibration.Path(Interval, 0, 0)); // half of a width of 2
        Assert.Equal(new PredictionInterval(-30, 30, 0.9), calibration.Path(new(-3, 3, 0.9), 0, 0));
    }

    [Fact]
    public void TooFewRuns_OrAFailedOne_OrALaterFrame_MakeItInfinite()
    {
        QuantityCalibration few = QuantityCalibration.Of([.. Enumerable.Range(1, 8).Select(k => Run(k))])!,
            failed = QuantityCalibration.Of([.. Enumerable.Range(1, 8).Select(k => Run(k)), null])!,
            enough = QuantityCalibration.Of([.. Enumerable.Range(1, 9).Select(k => Run(k))])!;
        foreach (var interval in new[]
        {
            few.Most(Interval, 0, 0), failed.Most(Interval, 0, 0), failed.Path(Interval, 0, 0),
            enough.Most(Interval, 1, 0), enough.Path(Interval, 1, 0),
        })
        {
            Assert.Equal(double.PositiveInfinity, interval!.Value.Width);
        }
        Assert.Equal(new PredictionInterval(-6, 6, 0.9), failed.Half(Interval, 0, 0));
        Assert.Null(QuantityCalibration.Of([null, null]));
    }

    [Fact]
    public void IntervalsThatAreTooWide_BecomeNarrower_UntilNothingIsLeft()
    {
        var calibration = QuantityCalibration.Of([.. Enumerable.Range(1, 9).Select(_ => Run(-0.75f))])!;
        Assert.Equal(new PredictionInterval(-0.25, 0.25, 0.9), calibration.Most(Interval, 0, 0));
        Assert.Null(calibration.Most(new(-0.5, 0.5, 0.9), 0, 0));
    }

    /// <summary>
    /// Three in ten cells are empty, so that an interval of 90 % begins at 0 and covers the 5 % below it too: its upper
    /// end moves down until it covers 90 % again, where both ends together could not move.
    /// </summary>
    [Fact]
    public void AnIntervalThatBeginsAtTheLeastDensity_CoversWhatItSays_ThoughTruthsTieWithItsEnd()
    {
        const int runs = 39, trials = 3000, members = 40;
        var random = new RandomStream(11);
        double before = 0, after = 0, place = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            before += CoverageOf(Quantity.Density, isCalibrated: false) / trials;
            after += CoverageOf(Quantity.Density, isCalibrated: true) / trials;
            place += CoverageOf(Quantity.Place, isCalibrated: true) / trials;
        }
        double error = 0.3 / Math.Sqrt(trials);
        Assert.InRange(before, 0.93, 0.97);
        Assert.Equal(0.9, after, 4 * error);
        Assert.InRange(place, 0.93, 0.97); // which could lie below 0

        double CoverageOf(string quantity, bool isCalibrated)
        {
            double Density() => random.NextDouble() < 0.3 ? 0 : random.NextDouble();
            double[] Members() => [.. Enumerable.Range(0, members).Select(_ => Density())];
            QuantityScoring Scored(QuantityCalibration? calibration)
            {
                var scoring = new QuantityScoring(quantity, 1, members, 1, new RandomStream(1))
                {
                    Calibration = calibration,
                    Excess = calibration is null ? IntervalExcess.Create(quantity, 1, 1) : null,
                };
                scoring.Add(Members(), [Density()]);
                return scoring;
            }
            return isCalibrated
                ? Scored(QuantityCalibration.Of([.. Enumerable.Range(0, runs).Select(_ => Scored(null).Excess)]))
                    .Scores([], 1).Whole[EnsembleScore.CalibratedCoverage90]
                : Scored(null).Scores([], 1).Whole[EnsembleScore.Coverage90];
        }
    }

    // Members with a third of the truth's spread, paths of three frames that go together: before, intervals of 90 %
    // cover 2 Φ(1.7/3) − 1 = 42 % at most. After a calibration by n = 39 runs a truth lies within with the probability
    // k/(n + 1) = 36/40, at each lead and over the whole path, whatever the distribution.
    [Fact]
    public void Calibration_CoversWhatItSays_AtEachLeadAndOverThePath()
    {
        const int runs = 39, trials = 600, frames = 3, members = 20;
        var random = new RandomStream(4);
        double before = 0, after = 0, half = 0, path = 0;
        for (int trial = 0; trial < trials; trial++)
        {
            var calibration = QuantityCalibration.Of([.. Enumerable.Range(0, runs).Select(_ => Scored(null).Excess)]);
            var whole = Scored(calibration).Scores([], 1).Whole;
            before += whole[EnsembleScore.Coverage90] / trials;
            after += whole[EnsembleScore.CalibratedCoverage90] / trials;
            half += whole[EnsembleScore.CalibratedCoverage50] / trials;
            path += whole[EnsembleScore.CalibratedPathCoverage90] / trials;
        }
        double error = 5 / Math.Sqrt(trials);
        Assert.InRange(before, 0.2, 0.45);
        Assert.Equal(0.9, after, 0.3 * error);
        Assert.Equal(0.5, half, 0.5 * error);
        Assert.Equal(0.9, path, 0.3 * error);

        QuantityScoring Scored(QuantityCalibration? calibration)
        {
            var scoring = new QuantityScoring(Quantity.Latent, 1, members, frames, new RandomStream(1))
            {
                Calibration = calibration,
                Excess = calibration is null ? IntervalExcess.Create(Quantity.Latent, 1, frames) : null,
            };
            double truth = 0;
            for (int k = 0; k < frames; k++)
            {
                double spread = Math.Sqrt(k + 1);
                truth += random.NextGaussian();
                scoring.Add(
                    [.. Enumerable.Range(0, members).Select(_ => spread / 3 * random.NextGaussian())], [truth]);
            }
            return scoring;
        }
    }

    [Fact]
    public void File_KeepsWhatWasFound_AndADamagedOneIsRefused()
    {
        string folder = Directory.CreateTempSubdirectory("romhost-calibration-").FullName;
        try
        {
            string path = Path.Combine(folder, "calibration_m.npz");
            CalibrationFile.Write(path, [Run(3), Run(4) with { Name = Quantity.Place }], compress: true);
            var read = CalibrationFile.Read(path, Quantity.Place, CancellationToken.None)!;
            Assert.Equal([4f], read.Half);
            Assert.Equal([4f], read.Most);
            Assert.Equal([9f], read.Path);
            Assert.Null(CalibrationFile.Read(path, Quantity.LabDensity, CancellationToken.None));
            CalibrationFile.Write(path, [Run(float.NaN)], compress: false);
            Assert.Throws<InvalidDataException>(
                () => CalibrationFile.Read(path, Quantity.Latent, CancellationToken.None));
            File.WriteAllText(path, "PK");
            Assert.Throws<InvalidDataException>(
                () => CalibrationFile.Read(path, Quantity.Latent, CancellationToken.None));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Half of the width of 2, more by 9 times that.
    private static IntervalExcess Run(float excess) => new(Quantity.Latent, 1, [excess], [excess], [9]);
}
