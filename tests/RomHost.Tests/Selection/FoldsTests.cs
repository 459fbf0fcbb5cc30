using RomHost.Selection;

namespace RomHost.Tests.Selection;

public sealed class FoldsTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(7, 3)]
    [InlineData(340, 5)]
    public void EachRun_IsHeldOutOnce_AndFoldsAreOfOneSize(int runs, int folds)
    {
        var made = Folds.Of(runs, folds, 1);
        Assert.Equal(folds, made.Count);
        Assert.Equal(Enumerable.Range(0, runs), made.SelectMany(fold => fold).Order());
        Assert.True(made.Max(fold => fold.Count) - made.Min(fold => fold.Count) <= 1);
        Assert.All(made, fold => Assert.Equal(fold.Order(), fold));
    }

    [Fact]
    public void Folds_FollowFromTheSeed()
    {
        Assert.Equal(Folds.Of(30, 5, 7), Folds.Of(30, 5, 7));
        Assert.NotEqual(Folds.Of(30, 5, 7), Folds.Of(30, 5, 8));
        Assert.NotEqual(Enumerable.Range(0, 30).Where(run => run % 5 == 0), Folds.Of(30, 5, 7)[0]);
    }

    [Fact]
    public void FewerRunsThanFolds_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Folds.Of(4, 5, 1));
}
