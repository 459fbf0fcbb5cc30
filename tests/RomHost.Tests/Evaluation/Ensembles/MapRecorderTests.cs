using RomHost.Evaluation.Ensembles;

namespace RomHost.Tests.Evaluation.Ensembles;

public sealed class MapRecorderTests
{
    [Fact]
    public void Maps_HaveMedianSpreadAndProbabilityOfEachCell()
    {
        var recorder = new MapRecorder(rows: 1, columns: 2, threshold: 2.5, maps: 2);
        // Four members of two cells.
        recorder.Add(1.5, [4, 0, 3, 0, 2, 0, 1, 8], [2, 7]);
        recorder.Add(9, [1, 1, 1, 1, 1, 1, 1, 1], [1, 1]);
        var maps = recorder.Maps;
        Assert.Equal([1.5, 9], maps.Times);
        Assert.Equal([2, 7, 1, 1], maps.Truth);
        Assert.Equal([2.5f, 0, 1, 1], maps.Median);
        Assert.Equal([(float)Math.Sqrt(5 / 3.0), 4, 0, 0], maps.Spread);
        Assert.Equal([0.5f, 0.25f, 0, 0], maps.Probability);
    }
}
