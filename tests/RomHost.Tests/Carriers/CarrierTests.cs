using Rom.Abstractions;

namespace RomHost.Tests.Carriers;

public class CarrierTests
{
    public static TheoryData<int, float> PlacesOfWhatIsNotFinite()
    {
        var data = new TheoryData<int, float>();
        foreach (int place in (int[])[0, 5, 31, 34]) // in a vector and behind the last whole one
        {
            foreach (float value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
                data.Add(place, value);
        }
        return data;
    }

    [Theory]
    [MemberData(nameof(PlacesOfWhatIsNotFinite))]
    public void Densities_NotFinite_AreRefusedWithTheirPlace(int place, float value)
    {
        var values = Enumerable.Range(0, 35).Select(k => k == 7 ? float.MaxValue : k).ToArray();
        var grid = new Grid(new Domain(1, 1, Boundary.Periodic), nx: 5, ny: 1);
        double[] times = [0, 1, 2, 3, 4, 5, 6];
        var whole = new DensityMovie(grid, times, [.. values]);
        Assert.Equal(35, whole.Values.Length);
        values[place] = value;
        string expected = $"found {value} in frame {place / 5}, row 0, column {place % 5}";
        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => new DensityMovie(grid, times, values)).Message);
        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => new FieldMovie(whole, ["px"], [values])).Message);
        var other = new Grid(grid.Domain, nx: 7, ny: 5);
        Assert.Contains(
            $"in frame 0, row {place / 7}, column {place % 7}",
            Assert.Throws<ArgumentException>(() => new DensityMovie(other, [0], values)).Message);
    }

    [Theory]
    [MemberData(nameof(PlacesOfWhatIsNotFinite))]
    public void Velocities_NotFinite_AreRefusedWithTheirPlace(int place, float value)
    {
        float[] positions = new float[36], velocities = new float[36];
        velocities[place] = value;
        int frame = place / 18, particle = place % 18 / 2;
        string expected = $"found {value} in frame {frame}, particle {particle}, {(place % 2 == 0 ? 'x' : 'y')}";
        Assert.Contains(
            expected,
            Assert.Throws<ArgumentException>(() => new Trajectory([0, 1], 9, positions, velocities)).Message);
        // Frames of 1, 0 and 17 particles.
        (frame, particle) = place < 2 ? (0, 0) : (2, place / 2 - 1);
        Assert.Contains(
            $"in frame {frame}, particle {particle}, ",
            Assert.Throws<ArgumentException>(
                () => new Trajectory([0, 1, 2], [1, 0, 17], positions, velocities)).Message);
    }

    [Fact]
    public void Every_KeepsWholeFramesOfDifferentSizes()
    {
        var trajectory = new Trajectory(
            [0, 1, 2, 3, 4], [1, 2, 0, 3, 1], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13],
            [0, -1, -2, -3, -4, -5, -6, -7, -8, -9, -10, -11, -12, -13]);
        var kept = trajectory.Every(2);
        Assert.Equal([0, 2, 4], kept.Times.ToArray());
        Assert.Equal([1, 0, 1], Enumerable.Range(0, 3).Select(kept.ParticleCount));
        Assert.Equal([0, 1, 12, 13], kept.AllPositions.ToArray());
        Assert.Equal([0, -1, -12, -13], kept.AllVelocities.ToArray());
        Assert.Equal([0, 1, 6, 7, 8, 9, 10, 11], trajectory.Every(3).AllPositions.ToArray());
    }
}
